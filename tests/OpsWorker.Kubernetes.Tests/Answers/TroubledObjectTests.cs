using System.Text.Json;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Tests.Answers;

public sealed class TroubledObjectTests
{
    [Theory]
    [InlineData("pods", """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""", nameof(Trouble.None))]
    [InlineData("pods", """{"status":{"phase":"Succeeded","conditions":[{"type":"Ready","status":"False"}]}}""", nameof(Trouble.None))]
    [InlineData("pods", """{"status":{"phase":"Pending"}}""", nameof(Trouble.Now))]
    [InlineData("pods", """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"False"}]}}""", nameof(Trouble.Now))]
    [InlineData(
        "pods",
        """{"status":{"phase":"Running","containerStatuses":[{"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""",
        nameof(Trouble.Now))]
    [InlineData(
        "pods",
        """{"status":{"phase":"Running","containerStatuses":[{"state":{"terminated":{"exitCode":1}}}]}}""",
        nameof(Trouble.Now))]
    [InlineData("pods", """{"status":{"phase":"Running","containerStatuses":[{"restartCount":3}]}}""", nameof(Trouble.Before))]
    [InlineData("pods", """{"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Running"}}""", nameof(Trouble.Now))]
    [InlineData("pods", """["no object"]""", nameof(Trouble.Now))]
    [InlineData("events", """{"type":"Normal"}""", nameof(Trouble.None))]
    [InlineData("events", """{"type":"Warning"}""", nameof(Trouble.Now))]
    [InlineData(
        "nodes",
        """{"status":{"conditions":[{"type":"Ready","status":"True"},{"type":"DiskPressure","status":"False"}]}}""",
        nameof(Trouble.None))]
    [InlineData("nodes", """{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}""", nameof(Trouble.Now))]
    [InlineData("nodes", """{"status":{"conditions":[{"type":"DiskPressure","status":"True"}]}}""", nameof(Trouble.Now))]
    [InlineData("nodes", """{"spec":{"unschedulable":true}}""", nameof(Trouble.Now))]
    [InlineData("deployments", """{"spec":{"replicas":2},"status":{"readyReplicas":2,"updatedReplicas":2}}""", nameof(Trouble.None))]
    [InlineData("deployments", """{"spec":{"replicas":2},"status":{"readyReplicas":1}}""", nameof(Trouble.Now))]
    [InlineData("deployments", """{"spec":{"replicas":0},"status":{}}""", nameof(Trouble.None))]
    [InlineData(
        "deployments",
        """{"metadata":{"generation":3},"spec":{"replicas":0},"status":{"observedGeneration":2}}""",
        nameof(Trouble.Now))]
    [InlineData("daemonsets", """{"status":{"desiredNumberScheduled":2,"numberReady":2}}""", nameof(Trouble.None))]
    [InlineData("daemonsets", """{"status":{"desiredNumberScheduled":2,"numberReady":1}}""", nameof(Trouble.Now))]
    [InlineData("jobs", """{"status":{"failed":1}}""", nameof(Trouble.Now))]
    [InlineData("persistentvolumeclaims", """{"status":{"phase":"Pending"}}""", nameof(Trouble.Now))]
    [InlineData("persistentvolumeclaims", """{"status":{"phase":"Bound"}}""", nameof(Trouble.None))]
    [InlineData("endpoints", """{"subsets":[{"addresses":[{"ip":"10.0.0.1"}]}]}""", nameof(Trouble.None))]
    [InlineData("endpoints", """{"subsets":[{"notReadyAddresses":[{"ip":"10.0.0.1"}]}]}""", nameof(Trouble.Now))]
    [InlineData("endpoints", """{}""", nameof(Trouble.Now))]
    [InlineData("certificates", """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", nameof(Trouble.Now))]
    [InlineData("configmaps", """{"data":{"a":"b"}}""", nameof(Trouble.None))]
    public void Trouble_is_read_from_the_status(string resource, string json, string expected) =>
        TroubledObject.Of(JsonElement.Parse(json), resource).ToString().ShouldBe(expected);
}
