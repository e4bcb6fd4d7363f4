using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Conclusions;

/// <summary>Without a cause a report has the state of what the alert is about, in the folder Golden.</summary>
public sealed class SubjectFactsTests
{
    [Fact]
    public void A_pod_that_is_not_ready_for_no_known_reason_has_its_state_restarts_events_and_last_error()
    {
        var cluster = new TestCluster().Deployment("web", replicas: 2).Pod("web", States.Ready, number: 2)
            .Pod("web", States.Crashing(137, "Error", restarts: 5)).PodEvent("web", "BackOff", "Back-off restarting failed container main")
            .PreviousLogs("web", "starting", "worker 7: error: lost the quorum", "bye");

        var facts = new DiagnosisEngine([]).Run(StateOf(cluster), Scope("deployment", "web")).Facts;

        Golden.ShouldMatch(string.Join('\n', facts) + "\n", "facts-workload.txt");
    }

    [Fact]
    public void A_node_has_its_conditions()
    {
        var cluster = new TestCluster(withNode: false).Node("worker-a", ready: "False", message: "cause unknown");

        var facts = new DiagnosisEngine([]).Run(StateOf(cluster), Scope("node", "worker-a")).Facts;

        facts.ShouldBe(["Node worker-a: Ready=False, Kubelet: cause unknown"]);
    }

    [Fact]
    public void A_cause_needs_no_facts_beside_it() =>
        new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")).ShouldFindAnd(CauseCode.OutOfMemory, "web")
            .Facts.ShouldBeEmpty();

    private static Kubernetes.State.ClusterState StateOf(TestCluster cluster)
    {
        cluster.Diagnose();
        return cluster.State;
    }

    private static Scope Scope(string label, string name) => Diagnosis.Scope.From(
        new Dictionary<string, string> { ["namespace"] = TestCluster.Namespace, [label] = name }, ["Custom"], TestCluster.AlertAt);
}
