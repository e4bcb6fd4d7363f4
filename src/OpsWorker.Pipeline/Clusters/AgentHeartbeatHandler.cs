using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>Records an agent's heartbeat with its version, capabilities and limits.</summary>
public sealed class AgentHeartbeatHandler(ClusterContact contact) : IMessageHandler<AgentHeartbeat>
{
    private const int MaxNames = 200;
    private const int MaxNameLength = 253;
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    // A longer one would hide that the agent is gone.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AgentHeartbeat message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        if (!IsBounded(message))
            return new HandlerResult.Reject($"The heartbeat of {message.ClusterId} is not valid: a field is missing or exceeds its limit.");

        await contact.RecordAsync(message.ClusterId, message.AgentVersion, message, cancellationToken);

        // The last one of an agent whose cluster was removed changes nothing.
        return HandlerResult.Handled;
    }

    private static bool IsBounded(AgentHeartbeat message) =>
        message.AgentVersion is { Length: <= MaxNameLength }
        && AreBounded(message.Capabilities)
        && (message.Interval is null || (message.Interval >= s_shortest && message.Interval <= s_longest))
        && (message.Limits is null || (AreBounded(message.Limits.Namespaces) && AreBounded(message.Limits.DiagnosticsNamespaces)));

    // A message may say null where nothing should be.
    private static bool AreBounded(IReadOnlyList<string>? names) =>
        names is { Count: <= MaxNames } && names.All(name => name is { Length: <= MaxNameLength });
}
