using System.Text.Json;
using k8s.Models;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Operator.Cluster;

namespace OpsWorker.Operator.Commands;

/// <summary>
/// Handles the Operator's messages: verifies signature and cluster against the pin, carries the order out, and reports. A message that is
/// not signed by the pinned key is dropped and never answered.
/// </summary>
internal sealed partial class OperatorCommandHandler(
    Func<CancellationToken, Task<Pin>> pin,
    CommandExecutor executor,
    WorkloadApi api,
    IMessageQueue queues,
    TimeProvider time,
    ILogger<OperatorCommandHandler> logger) : IMessageHandler<SignedCommand>
{
    private const string Component = "opsworker-operator";

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(SignedCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var pinned = await pin(cancellationToken);
        if (!CommandSignature.IsValid(message, pinned.Key))
        {
            return new HandlerResult.Reject($"The signature is not valid for the pinned key {CommandSignature.KeyId(pinned.Key)}.");
        }

        if (Read(message.Payload) is not { } command) return new HandlerResult.Reject("The payload is no order.");
        if (command.ClusterId != pinned.ClusterId)
        {
            return new HandlerResult.Reject($"{command.Id} is for the cluster {command.ClusterId}; this is {pinned.ClusterId}.");
        }

        var report = new OperatorReport { ClusterId = pinned.ClusterId, CommandId = command.Id };
        await SendAsync(await RunAsync(command, report, cancellationToken), cancellationToken);
        return HandlerResult.Handled;
    }

    private async Task<OperatorReport> RunAsync(OperatorCommand command, OperatorReport report, CancellationToken cancellationToken)
    {
        try
        {
            if (command.Order == OperatorOrder.Preview)
            {
                var preview = await executor.PreviewAsync(command, cancellationToken);
                return report with { Outcome = OperatorOutcome.Previewed, Preview = preview };
            }

            var started = report with { Outcome = OperatorOutcome.Started };
            var output = await executor.ExecuteAsync(command, () => SendAsync(started, cancellationToken), cancellationToken);
            Executed(command.Id, command.Operation, command.Target.ToString(), command.Note);
            await RecordAsync(command, cancellationToken);
            return report with { Outcome = OperatorOutcome.Completed, Output = output };
        }
        catch (CommandFailedException e)
        {
            Refused(command.Id, e.Message);
            return report with { Outcome = OperatorOutcome.Failed, Output = e.Message };
        }
    }

    private async Task SendAsync(OperatorReport report, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new AgentMessage { Operator = report }, CoreJson.Default.AgentMessage);
        await queues.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], cancellationToken);
    }

    // The change was made; that nobody sees an Event of it is no reason to say otherwise.
    private async Task RecordAsync(OperatorCommand command, CancellationToken cancellationToken)
    {
        try
        {
            if (await api.FindAsync(command.Target, cancellationToken) is not { } workload) return;
            await api.RecordAsync(EventOf(command, workload), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            EventFailed(command.Id, e.Message);
        }
    }

    private Corev1Event EventOf(OperatorCommand command, Workload workload)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new Corev1Event
        {
            Metadata = new V1ObjectMeta
            {
                Name = $"opsworker.{command.Id.Replace('_', '-')}",
                NamespaceProperty = command.Target.Namespace,
            },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = "apps/v1",
                Kind = command.Target.Kind,
                NamespaceProperty = command.Target.Namespace,
                Name = command.Target.Name,
                Uid = workload.Uid,
            },
            Type = "Normal",
            Reason = $"OpsWorker{command.Operation}",
            Message = Cut($"{command.Id} {command.Note}"),
            Source = new V1EventSource { Component = Component },
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
    }

    // The API server takes 1024 characters.
    private static string Cut(string text) => text.Length <= 1024 ? text : text[..1024];

    private static OperatorCommand? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, CoreJson.Default.OperatorCommand);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{CommandId} executed: {Operation} of {Target}, {Note}")]
    private partial void Executed(string commandId, CommandOperation operation, string target, string note);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{CommandId} was not executed: {Reason}")]
    private partial void Refused(string commandId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Event of {CommandId} could not be recorded: {Reason}")]
    private partial void EventFailed(string commandId, string reason);
}
