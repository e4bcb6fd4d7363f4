using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Agents;

/// <summary>What the queues of agents need beyond <see cref="IMessageQueue"/>, which knows no senders and removes no queue.</summary>
public sealed class AgentQueues
{
    private readonly SqliteMessageQueue _queue;
    private readonly SqliteWriter _writer;

    internal AgentQueues(SqliteMessageQueue queue, SqliteWriter writer)
    {
        _queue = queue;
        _writer = writer;
    }

    /// <summary>Sends to <see cref="Queues.Results"/> for the agent of a cluster, whose id is the sender's.</summary>
    /// <exception cref="ArgumentException">A message breaks a limit that <see cref="OutgoingMessage"/> states.</exception>
    public Task SendResultsAsync(string clusterId, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        _queue.SendAsync(Queues.Results, messages, clusterId, cancellationToken);

    /// <summary>
    /// Removes the commands of all clusters that nobody fetched within <see cref="Queues.CommandRetention"/>, as Amazon SQS
    /// does by itself.
    /// </summary>
    public Task RemoveExpiredCommandsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _writer.ChangeAsync(
            "DELETE FROM messages WHERE queue GLOB @queues AND ready_at <= @oldest",
            cancellationToken,
            ("@queues", Queues.CommandsPrefix + "*"),
            ("@oldest", (now - Queues.CommandRetention).UtcTicks));

    /// <summary>Removes the commands that wait for the agent of a cluster.</summary>
    public Task RemoveCommandsAsync(string clusterId, CancellationToken cancellationToken) =>
        _writer.ChangeAsync(
            "DELETE FROM messages WHERE queue = @queue", cancellationToken, ("@queue", Queues.Commands(clusterId).Value));
}
