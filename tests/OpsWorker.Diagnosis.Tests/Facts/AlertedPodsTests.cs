using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Symptoms;

namespace OpsWorker.Diagnosis.Tests.Facts;

public sealed class AlertedPodsTests
{
    private static readonly ObjectReference s_pod = new("Pod", "shop", "web-5c7f9-x2k4p");

    [Theory]
    [InlineData(SymptomKind.Restarts, nameof(AlertedState.Restarting))]
    [InlineData(SymptomKind.Replicas, nameof(AlertedState.NotReady))]
    [InlineData(SymptomKind.Errors, null)]
    public void The_kind_of_alert_says_how_its_pod_is(SymptomKind kind, string? state) => Of(kind, s_pod).ShouldBe(state);

    [Fact]
    public void A_pod_of_the_named_workload_is_meant() =>
        Of(SymptomKind.Restarts, new ObjectReference("Deployment", "shop", "web")).ShouldBe(nameof(AlertedState.Restarting));

    [Theory]
    [InlineData("Pod", "shop", "api-5c7f9-x2k4p")]
    [InlineData("Deployment", "other", "web")]
    public void Nothing_is_said_of_another_pod(string kind, string ns, string name) =>
        Of(SymptomKind.Restarts, new ObjectReference(kind, ns, name)).ShouldBeNull();

    private static string? Of(SymptomKind kind, ObjectReference named) =>
        AlertedPods.Of(new Scope { Objects = [named] }, new Symptom(kind, AlertReach.Scope, [])).Of(s_pod)?.ToString();
}
