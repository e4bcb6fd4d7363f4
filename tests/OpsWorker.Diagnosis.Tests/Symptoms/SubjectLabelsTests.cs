using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests.Symptoms;

public sealed class SubjectLabelsTests
{
    [Fact]
    public void Labels_that_the_exporter_kept_aside_name_the_subject() =>
        Scoped("ShopDown", new() { ["exported_namespace"] = "shop", ["exported_pod"] = "web-1", ["namespace"] = "monitoring", ["pod"] = "kube-state-metrics-1", ["container"] = "main" })
            .ShouldSatisfyAllConditions(
                s => s.Namespace.ShouldBe("shop"),
                s => s.Objects.ShouldBe([new ObjectReference("Pod", "shop", "web-1")]),
                s => s.Container.ShouldBeNull());

    [Fact]
    public void The_exporters_pod_is_not_the_subject_of_an_alert_about_a_node() =>
        Scoped("KubeNodeNotReady", new() { ["node"] = "worker-1", ["namespace"] = "monitoring", ["pod"] = "kube-state-metrics-1", ["job"] = "kube-state-metrics" })
            .ShouldSatisfyAllConditions(
                s => s.Namespace.ShouldBeNull(),
                s => s.Objects.ShouldBe([new ObjectReference("Node", null, "worker-1")]));

    [Fact]
    public void The_exporters_pod_beside_a_workload_leaves_the_workloads_namespace() =>
        Scoped("KubeDeploymentReplicasMismatch", new() { ["deployment"] = "web", ["namespace"] = "shop", ["pod"] = "kube-state-metrics-1", ["job"] = "kube-state-metrics", ["service"] = "kube-state-metrics" })
            .Objects.ShouldBe([new ObjectReference("Deployment", "shop", "web")]);

    [Fact]
    public void An_application_that_measures_itself_is_the_subject() =>
        Scoped("CheckoutErrors", new() { ["namespace"] = "shop", ["pod"] = "checkout-1", ["job"] = "checkout", ["service"] = "checkout" })
            .Objects.ShouldBe([new ObjectReference("Pod", "shop", "checkout-1"), new ObjectReference("Service", "shop", "checkout")]);

    private static Scope Scoped(string alert, Dictionary<string, string> labels)
    {
        labels["alertname"] = alert;
        return Scope.From(IncidentSamples.WithLabels(labels, DateTimeOffset.UnixEpoch.AddYears(50)));
    }
}
