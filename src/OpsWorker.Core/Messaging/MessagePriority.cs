using OpsWorker.Core.Alerts;

namespace OpsWorker.Core.Messaging;

/// <summary>Priorities of messages about alerts.</summary>
public static class MessagePriority
{
    /// <summary>The highest priority.</summary>
    public const int Max = 9;

    /// <summary>The priority of a severity: the worse, the earlier.</summary>
    public static int Of(Severity severity) => severity switch
    {
        Severity.Critical => 3,
        Severity.Error => 2,
        Severity.Warning => 1,
        _ => 0,
    };
}
