using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Evaluation;

/// <summary>Compares the object of an answer with the one that was expected.</summary>
internal static class ObjectMatch
{
    private static readonly string[] s_workloads = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"];

    /// <summary>True when both are the same object, or one is a pod of the other.</summary>
    public static bool Holds(ObjectReference expected, ObjectReference answered, bool kindsMayDiffer)
    {
        if (expected.Namespace is not null && answered.Namespace is not null && expected.Namespace != answered.Namespace) return false;
        if (expected.Name == answered.Name) return kindsMayDiffer || expected.Kind == answered.Kind || IsPodOf(expected, answered);
        return IsPodOf(expected, answered) && HasSuffix(expected, answered);
    }

    private static bool IsPodOf(ObjectReference one, ObjectReference other) =>
        (one.Kind == "Pod" && s_workloads.Contains(other.Kind)) || (other.Kind == "Pod" && s_workloads.Contains(one.Kind));

    private static bool HasSuffix(ObjectReference one, ObjectReference other)
    {
        var (pod, workload) = one.Kind == "Pod" ? (one.Name, other.Name) : (other.Name, one.Name);
        return pod.StartsWith(workload + "-", StringComparison.Ordinal);
    }
}
