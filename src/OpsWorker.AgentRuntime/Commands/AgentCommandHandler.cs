using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;

namespace OpsWorker.AgentRuntime.Commands;

/// <summary>
/// Handles the commands of one cluster, in the agent or in the server's own process: runs the queries and sends the
/// answers to <see cref="Queues.Results"/>, inline if they are small, else by upload.
/// </summary>
/// <param name="executor">Runs the queries.</param>
/// <param name="queues">Where results are sent.</param>
/// <param name="uploads">Sends large answers.</param>
/// <param name="agentVersion">The version that results carry.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log of failures.</param>
/// <param name="answered">Called with the answers to each command before they are sent; null for no callback.</param>
public sealed partial class AgentCommandHandler(
    QueryExecutor executor,
    IMessageQueue queues,
    AnswerUploads uploads,
    string agentVersion,
    TimeProvider time,
    ILogger<AgentCommandHandler> logger,
    Action<IReadOnlyList<QueryResult>>? answered = null) : IMessageHandler<AgentCommand>
{
    private static readonly TimeSpan UploadRetry = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(
        AgentCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        if (message.ExpiresAt <= time.GetUtcNow())
        {
            CommandExpired(message.Id, message.ExpiresAt);
            return HandlerResult.Handled;
        }

        var results = await executor.ExecuteAsync(message.Queries, cancellationToken);
        answered?.Invoke(results);
        var content = QueryResultsCodec.Pack(results);
        var inline = content.Length <= AgentResult.MaxInlineBytes;
        if (!inline && await uploads.SendAsync(message.UploadUrl, content, cancellationToken) is { } failure)
        {
            UploadFailed(failure, message.Id, content.Length);
            return new HandlerResult.RetryAfter(UploadRetry);
        }

        await SendAsync(message, inline ? content : null, cancellationToken);
        return HandlerResult.Handled;
    }

    private async Task SendAsync(AgentCommand command, byte[]? content, CancellationToken cancellationToken)
    {
        var result = new AgentResult
        {
            CommandId = command.Id,
            ClusterId = command.ClusterId,
            InvestigationId = command.InvestigationId,
            EntryNumber = command.EntryNumber,
            AgentVersion = agentVersion,
            Content = content,
        };
        var body = JsonSerializer.Serialize(new AgentMessage { Result = result }, CoreJson.Default.AgentMessage);
        await queues.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Command {CommandId} expired at {ExpiresAt} and is not answered")]
    private partial void CommandExpired(string commandId, DateTimeOffset expiresAt);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The answer to command {CommandId}, {Bytes} bytes, could not be uploaded: {Failure}")]
    private partial void UploadFailed(string failure, string commandId, int bytes);
}
