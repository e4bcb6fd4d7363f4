using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Agents;

/// <summary>Operations on agents' queues beyond <see cref="IMessageQueue"/>: authenticated senders, expiry and removal.</summary>
public sealed class AgentQueues
{
    private readonly SqliteMessageQueue _queue;
    private readonly SqliteWriter _writer;
    private readonly QueueClock _clock;

    internal AgentQueues(SqliteMessageQueue queue, SqliteWriter writer, QueueClock clock)
    {
        _queue = queue;
        _writer = writer;
        _clock = clock;
    }

    /// <summary>
    /// Sends to <see cref="Queues.Results"/> with the name of the agent or Operator as the sender. The messages of organisations, and of
    /// the senders of one, are received in turn.
    /// </summary>
    /// <exception cref="ArgumentException">A message breaks a limit that <see cref="OutgoingMessage"/> states.</exception>
    public Task SendResultsAsync(
        OrganisationId organisation, string sender, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        _queue.Turns.Own(sender, organisation);
        return _queue.SendAsync(Queues.Results, messages, sender, cancellationToken);
    }

    /// <summary>
    /// Removes commands of all clusters that are older than <see cref="Queues.CommandRetention"/>, as Amazon SQS does.
    /// </summary>
    public Task RemoveExpiredCommandsAsync(CancellationToken cancellationToken) =>
        _writer.ChangeAsync(
            "DELETE FROM messages WHERE (queue GLOB @queues OR queue GLOB @operators) AND ready_at <= @oldest",
            cancellationToken,
            ("@queues", Queues.CommandsPrefix + "*"),
            ("@operators", Queues.OperatorPrefix + "*"),
            ("@oldest", (_clock.Now - Queues.CommandRetention).UtcTicks));

    /// <summary>Removes the pending commands of a cluster's agent and Operator.</summary>
    public Task RemoveCommandsAsync(string clusterId, CancellationToken cancellationToken) =>
        _writer.ChangeAsync(
            "DELETE FROM messages WHERE queue IN (@queue, @operator)",
            cancellationToken,
            ("@queue", Queues.Commands(clusterId).Value),
            ("@operator", Queues.Operator(clusterId).Value));
}
