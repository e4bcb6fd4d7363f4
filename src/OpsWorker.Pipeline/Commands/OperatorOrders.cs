using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Commands;

/// <summary>Sends signed orders to the Operators of clusters. An order that is sent again does no harm.</summary>
public sealed class OperatorOrders(CommandSigner signer, IMessageQueue queue, ICommandStore commands, TimeProvider time)
{
    /// <summary>Sends the order that the command's state asks for, if any, and records that it was sent.</summary>
    /// <exception cref="CommandRefusedException">The deployment has no key to sign with.</exception>
    public async Task SendAsync(ClusterCommand command, CancellationToken cancellationToken)
    {
        if (CommandChanges.OrderOf(command) is not { } order) return;
        var payload = JsonSerializer.Serialize(PayloadOf(command, order), CoreJson.Default.OperatorCommand);
        var signed = await signer.SignAsync(payload, cancellationToken);
        var body = JsonSerializer.Serialize(signed, CoreJson.Default.SignedCommand);
        await queue.SendAsync(Queues.Operator(command.ClusterId), [new OutgoingMessage { Body = body }], cancellationToken);
        var now = time.GetUtcNow();
        await commands.UpdateAsync(
            command.Organisation, command.Id, c => c.IsOpen ? c with { SentAt = now } : null, cancellationToken);
    }

    private static OperatorCommand PayloadOf(ClusterCommand command, OperatorOrder order) => new()
    {
        Id = command.Id,
        ClusterId = command.ClusterId,
        Order = order,
        Operation = command.Operation,
        Target = command.Target,
        Replicas = command.Replicas,
        ResourceVersion = order == OperatorOrder.Execute ? command.Preview?.ResourceVersion : null,
        ObjectState = order == OperatorOrder.Execute ? command.Preview?.ObjectState : null,
        Note = NoteOf(command),
        ExpiresAt = command.ExpiresAt,
    };

    private static string NoteOf(ClusterCommand command)
    {
        var requested = $"requested by {command.Requested.By}: {command.Requested.Reason}";
        if (command.BrokeGlass is { } glass) return $"{requested}; executed without approval by {glass.By}: {glass.Reason}";
        return command.Approvals.Count == 0
            ? requested
            : $"{requested}; approved by {string.Join(", ", command.Approvals.Select(a => a.By.ToString()))}";
    }
}
