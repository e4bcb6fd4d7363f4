using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Changes;

public sealed class RolloutDetectorTests
{
    private const string Owner = "'ownerReferences':[{'kind':'Deployment','name':'web','controller':true}]";

    [Fact]
    public void Every_field_that_the_new_revision_changed_is_named_and_quoted_as_it_is_and_as_it_was()
    {
        var finding = Changed().ShouldFind(CauseCode.BadRollout, "web").Finding;

        finding.Summary.ShouldContain("containers[main].image (app:1 → app:2)");
        finding.Summary.ShouldContain("and 2 more");
        finding.Citations.Select(c => (c.Field, c.Quote)).ShouldContain(("spec.template.spec.containers[main].env[MODE].value", "old"));
        finding.Citations.Select(c => (c.Field, c.Quote)).ShouldContain(("spec.template.spec.containers[main].env[MODE].value", "new"));
        finding.Citations.ShouldContain(c => c.Field == "spec.template.spec.containers[main].readinessProbe.httpGet.port");
        finding.Citations.ShouldContain(c => c.Field == "spec.template.spec.containers[main].resources.limits.memory");
        finding.Citations.ShouldContain(c => c.Field == "spec.template.spec.nodeSelector");
    }

    [Theory]
    [InlineData("StatefulSet", "statefulsets", "'controller-revision-hash':'web-2b'")]
    [InlineData("DaemonSet", "daemonsets", "'controller-revision-hash':'2b'")]
    public void Revisions_of_stateful_and_daemon_sets_are_compared_too(string kind, string resource, string label)
    {
        var finding = Revised(kind, resource, label).ShouldFind(CauseCode.BadRollout, "web").Finding;

        finding.Summary.ShouldContain("revision 2 changed containers[main].image (app:1 → app:2)");
        finding.Citations.ShouldContain(c => c.Object!.Kind == "ControllerRevision" && c.Field == "data.spec.template.spec.containers[main].image" && c.Quote == "app:1");
    }

    [Fact]
    public void A_revision_whose_own_pods_work_is_not_to_blame() =>
        Revised("StatefulSet", "statefulsets", "'controller-revision-hash':'web-1a'").ShouldNotFind(CauseCode.BadRollout);

    [Fact]
    public void A_revision_of_days_ago_is_not_to_blame() => Changed("2026-02-20T08:00:00Z").ShouldNotFind(CauseCode.BadRollout);

    [Fact]
    public void A_restart_changes_nothing() => Sets(
            "{'metadata':{'labels':{'app':'web','pod-template-hash':'1'}},'spec':{'containers':[{'name':'main','image':'app:1'}]}}",
            "{'metadata':{'labels':{'app':'web','pod-template-hash':'2'},'annotations':{'kubectl.kubernetes.io/restartedAt':'2026-03-02T09:50:00Z'}},'spec':{'containers':[{'name':'main','image':'app:1'}]}}")
        .ShouldNotFind(CauseCode.BadRollout);

    [Fact]
    public void A_deeper_cause_is_the_answer_and_the_change_its_company() =>
        Changed(status: States.Crashing()).PreviousLogs("web", "nginx: [emerg] unknown directive \"servr\" in /etc/nginx/nginx.conf:3")
            .ShouldFind(CauseCode.ApplicationConfigInvalid, "web");

    [Fact]
    public void A_rollout_that_makes_no_progress_is_stuck_where_nothing_else_is_known() => new TestCluster()
        .Deployment("web", status: "{'conditions':[{'type':'Progressing','status':'False','reason':'ProgressDeadlineExceeded','message':'timed out progressing'}]}")
        .Pod("web", States.NotReady).ShouldFind(CauseCode.RolloutStuck, "web");

    [Fact]
    public void A_rollout_that_progresses_is_not_stuck() => new TestCluster()
        .Deployment("web", status: "{'conditions':[{'type':'Progressing','status':'True','reason':'ReplicaSetUpdated'}]}")
        .Pod("web", States.NotReady).ShouldNotFind(CauseCode.RolloutStuck);

    private static TestCluster Changed(string at = "2026-03-02T09:50:00Z", string status = States.NotReady) => Sets(
        "{'metadata':{'labels':{'app':'web'}},'spec':{'nodeSelector':{'disk':'ssd'},'containers':[{'name':'main','image':'app:1','env':[{'name':'MODE','value':'old'}],"
            + "'readinessProbe':{'httpGet':{'path':'/','port':8080}},'resources':{'limits':{'memory':'1Gi'}}}]}}",
        "{'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'main','image':'app:2','env':[{'name':'MODE','value':'new'}],"
            + "'readinessProbe':{'httpGet':{'path':'/','port':8081}},'resources':{'limits':{'memory':'1Mi'}}}]}}", at, status);

    // The newest set has the name that the test cluster gives the pods' set.
    private static TestCluster Sets(string before, string after, string at = "2026-03-02T09:50:00Z", string status = States.NotReady)
    {
        var cluster = new TestCluster().Deployment("web").Pod("web", status);
        return cluster
            .Add("replicasets", "ReplicaSet", "web-5f6c8d", Set(1, "2026-02-20T08:00:00Z", before))
            .Add("replicasets", "ReplicaSet", "web-7d4b9c", Set(2, at, after));
    }

    private static string Set(int revision, string at, string template) =>
        $"{{'metadata':{{{Owner},'creationTimestamp':'{at}','annotations':{{'deployment.kubernetes.io/revision':'{revision}'}}}},'spec':{{'template':{template}}}}}";

    private static TestCluster Revised(string kind, string resource, string label)
    {
        const string container = "{'name':'main','image':'app:2'}";
        var owner = $"'ownerReferences':[{{'kind':'{kind}','name':'web','controller':true}}]";
        var cluster = new TestCluster()
            .Add(resource, kind, "web", $"{{'spec':{{'replicas':1,'template':{{'spec':{{'containers':[{container}]}}}}}},'status':{{'desiredNumberScheduled':1}}}}")
            .Add("pods", "Pod", "web-0", $"{{'metadata':{{{owner},'labels':{{{label}}}}},'spec':{{'nodeName':'worker-a','containers':[{container}]}},'status':{States.NotReady}}}")
            .Add("pods", "Pod", "web-1", $"{{'metadata':{{{owner},'labels':{{'controller-revision-hash':'web-2b'}}}},'spec':{{'nodeName':'worker-a','containers':[{container}]}},'status':{States.Ready}}}");
        foreach (var (revision, name, image, at) in ((int, string, string, string)[])[(1, "web-1a", "app:1", "2026-02-20T08:00:00Z"), (2, "web-2b", "app:2", "2026-03-02T09:50:00Z")])
        {
            cluster.Add("controllerrevisions", "ControllerRevision", name,
                $"{{'metadata':{{{owner},'creationTimestamp':'{at}'}},'revision':{revision},'data':{{'spec':{{'template':{{'$patch':'replace','spec':{{'containers':[{{'name':'main','image':'{image}'}}]}}}}}}}}}}");
        }

        return cluster;
    }
}
