using OpsWorker.Core.Findings;
using static OpsWorker.Diagnosis.Causes.SymptomPhrases;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Scheduling: the choice of a node.</summary>
internal static class SchedulingCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(CauseCode.NodeCordoned, CauseLayer.Scheduling, Pending + "node(s) were unschedulable; a node is Ready,SchedulingDisabled."),
        new(CauseCode.NodeSelectorMismatch, CauseLayer.Scheduling, Pending + "node(s) didn't match Pod's node affinity/selector."),
        new(CauseCode.NodeAffinityMismatch, CauseLayer.Scheduling, Pending + "node(s) didn't match Pod's node affinity/selector."),
        new(CauseCode.PodAffinityUnsatisfied, CauseLayer.Scheduling, Pending + "node(s) didn't match pod affinity rules."),
        new(CauseCode.PodAntiAffinityConflict, CauseLayer.Scheduling, Pending + "node(s) didn't match pod anti-affinity rules."),
        new(CauseCode.TaintNotTolerated, CauseLayer.Scheduling, Pending + "node(s) had untolerated taint."),
        new(CauseCode.InsufficientCpu, CauseLayer.Scheduling, Pending + "Insufficient cpu."),
        new(CauseCode.InsufficientMemory, CauseLayer.Scheduling, Pending + "Insufficient memory."),
        new(
            CauseCode.InsufficientResource,
            CauseLayer.Scheduling,
            Pending + "Insufficient, with the resource's name, or Too many pods."),
        new(
            CauseCode.TopologySpreadUnsatisfied,
            CauseLayer.Scheduling,
            Pending + "node(s) didn't match pod topology spread constraints."),
        new(CauseCode.HostPortConflict, CauseLayer.Scheduling, Pending + "node(s) didn't have free ports for the requested pod ports."),
        // What a pod with a higher priority took is what the one that had to go lacks.
        new(
            CauseCode.PriorityPreempted,
            CauseLayer.Scheduling,
            "A pod went away with the event Preempted, and its successor is Pending.")
        {
            Refines = GeneralCauses.NoRoom,
        },
        new(CauseCode.SchedulingGated, CauseLayer.Scheduling, "Pods have STATUS SchedulingGated."),
        new(
            CauseCode.ResourceClaimNotAllocated,
            CauseLayer.Scheduling,
            Pending + "cannot allocate all claims, or of a device class that does not exist."),
        new(CauseCode.SchedulerUnavailable, CauseLayer.Infrastructure, "Pods are Pending without any event and without a node."),
        new(CauseCode.VolumeLimitReached, CauseLayer.Scheduling, Pending + "node(s) exceed max volume count."),
        new(
            CauseCode.NodeGroupAtMaximum,
            CauseLayer.Scheduling,
            "Pods are Pending; the event NotTriggerScaleUp says max node group size reached.")
        {
            Refines = GeneralCauses.NoRoom,
        },
    ];
}
