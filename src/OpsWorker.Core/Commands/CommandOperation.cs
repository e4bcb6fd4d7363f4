namespace OpsWorker.Core.Commands;

/// <summary>The change that a command makes.</summary>
public enum CommandOperation
{
    /// <summary>A rolling restart of a Deployment, StatefulSet or DaemonSet, as <c>kubectl rollout restart</c> does it.</summary>
    Restart,

    /// <summary>Another number of replicas of a Deployment or StatefulSet, by the scale subresource.</summary>
    Scale,
}

/// <summary>The facts of each operation.</summary>
public static class CommandOperations
{
    private static readonly string[] s_restartable = ["Deployment", "StatefulSet", "DaemonSet"];
    private static readonly string[] s_scalable = ["Deployment", "StatefulSet"];

    /// <summary>The kinds of objects that the operation changes.</summary>
    public static IReadOnlyList<string> KindsOf(CommandOperation operation) => operation switch
    {
        CommandOperation.Restart => s_restartable,
        CommandOperation.Scale => s_scalable,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such operation."),
    };

    /// <summary>The capability that an Operator needs for it.</summary>
    public static string CapabilityOf(CommandOperation operation) => operation switch
    {
        CommandOperation.Restart => OperatorCapabilities.KubernetesRestart,
        CommandOperation.Scale => OperatorCapabilities.KubernetesScale,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such operation."),
    };
}

/// <summary>The capabilities of an Operator, all off by default; a cluster's owner switches them on in the chart.</summary>
public static class OperatorCapabilities
{
    /// <summary>Restarts workloads.</summary>
    public const string KubernetesRestart = "kubernetes.restart";

    /// <summary>Scales workloads.</summary>
    public const string KubernetesScale = "kubernetes.scale";

    /// <summary>Every capability.</summary>
    public static IReadOnlyList<string> All { get; } = [KubernetesRestart, KubernetesScale];
}
