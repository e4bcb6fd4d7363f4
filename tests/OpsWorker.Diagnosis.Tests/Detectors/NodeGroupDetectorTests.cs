using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Scheduling;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NodeGroupDetectorTests
{
    private const string NoRoom =
        "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
    private const string AtMaximum =
        "pod didn't trigger scale-up: 1 node(s) didn't match Pod's node affinity/selector, 1 max node group size reached";

    // A group that may not grow; groups that would not fit the pod.
    internal static Contrast Contrast => new(nameof(NodeGroupDetector), CauseCode.NodeGroupAtMaximum,
        Waiting(AtMaximum), Waiting("pod didn't trigger scale-up: 2 node(s) didn't match Pod's node affinity/selector"));

    [Theory]
    [InlineData("NotTriggerScaleUp", AtMaximum)]
    [InlineData("NotTriggerScaleUp", "pod didn't trigger scale-up: max cluster cpu, memory limit reached")]
    [InlineData("FailedScheduling", "Failed to schedule pod, all available instance types exceed limits for nodepool: \"default\"")]
    public void Where_no_node_may_be_added_the_lack_of_room_is_its_effect(string reason, string said)
    {
        var result = Waiting(said, reason).ShouldFindAnd(CauseCode.NodeGroupAtMaximum, "web");

        result.Causes.ShouldHaveSingleItem().Effects.ShouldContain(f => f.Cause == CauseCode.InsufficientCpu);
    }

    [Fact]
    public void Without_the_autoscalers_word_there_is_just_no_room() =>
        new TestCluster().Deployment("web").Pod("web", States.Unscheduled, node: null)
        .PodEvent("web", "FailedScheduling", NoRoom).ShouldFind(CauseCode.InsufficientCpu, "web");

    [Fact]
    public void A_pod_that_has_its_node_waits_for_none() => new TestCluster().Deployment("web").Pod("web", States.Ready)
        .PodEvent("web", "NotTriggerScaleUp", AtMaximum).ShouldNotFind(CauseCode.NodeGroupAtMaximum);

    private static TestCluster Waiting(string said, string reason = "NotTriggerScaleUp") =>
        new TestCluster().Deployment("web").Pod("web", States.Unscheduled, node: null)
        .PodEvent("web", "FailedScheduling", NoRoom, minutes: -3).PodEvent("web", reason, said);
}
