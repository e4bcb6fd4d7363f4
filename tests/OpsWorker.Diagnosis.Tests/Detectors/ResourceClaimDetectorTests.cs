using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Scheduling;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ResourceClaimDetectorTests
{
    private const string NotHelpful = " preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.";

    // Devices of a claim, and an extended resource of the same kind of device.
    internal static Contrast Contrast => new(
        nameof(ResourceClaimDetector), CauseCode.ResourceClaimNotAllocated,
        Waiting("0/2 nodes are available: 2 cannot allocate all claims." + NotHelpful),
        Waiting("0/2 nodes are available: 2 Insufficient nvidia.com/gpu." + NotHelpful));

    [Theory]
    [InlineData("1 cannot allocate all claims, 1 node(s) had untolerated taint {a: b}.", "cannot allocate all claims")]
    [InlineData("2 resourceclaim not available on the node.", "resourceclaim not available on the node")]
    [InlineData("resourceclaim in use.", "resourceclaim in use")]
    [InlineData("request gpu: device class gpu.example.com does not exist.", "the DeviceClass gpu.example.com does not exist")]
    public void The_headline_has_the_schedulers_reason(string message, string reason) =>
        Waiting($"0/2 nodes are available: {message}{NotHelpful}")
            .ShouldFindAnd(CauseCode.ResourceClaimNotAllocated, "web")
            .Causes[0].Finding.Summary.ShouldContain($"cannot be scheduled: {reason}.");

    [Fact]
    public void The_condition_of_the_pod_is_enough() => Claiming()
        .Pod(
            "web",
            "{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'Unschedulable',"
                + "'message':'0/2 nodes are available: 2 cannot allocate all claims.'}]}",
            node: null)
        .ShouldFind(CauseCode.ResourceClaimNotAllocated, "web");

    [Fact]
    public void What_preemption_would_meet_is_no_reason() =>
        Waiting("0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 cannot allocate all claims.")
            .ShouldNotFind(CauseCode.ResourceClaimNotAllocated);

    [Fact]
    public void Without_a_word_of_the_scheduler_no_claim_is_blamed() =>
        Claiming().Pod("web", States.Unscheduled, node: null).ShouldNotFind(CauseCode.ResourceClaimNotAllocated);

    private static TestCluster Claiming() => new TestCluster().Deployment(
        "web", Contrast.Spec(pod: "'resourceClaims':[{'name':'gpu','resourceClaimTemplateName':'one-gpu'}]"));

    private static TestCluster Waiting(string message) =>
        Claiming().Pod("web", States.Unscheduled, node: null).PodEvent("web", "FailedScheduling", message);
}
