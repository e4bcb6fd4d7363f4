using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Accepts payloads: once a call returns, each of the alerts is durably queued for the rules.</summary>
public sealed partial class IntakeService(
    IMessageQueue queue, AlertMasking masking, TimeProvider time, ILogger<IntakeService> logger)
{
    private const int BatchSize = 10;

    /// <summary>Reads the payload and queues its alerts.</summary>
    /// <param name="source">The source that the sender named.</param>
    /// <param name="organisation">The organisation of the webhook's key.</param>
    /// <param name="payload">JSON, at most <see cref="IntakeLimits.MaxPayloadBytes"/>.</param>
    /// <param name="cancellationToken">Ends the call; some alerts may be queued then, and are not queued twice if sent again.</param>
    /// <exception cref="InvalidPayloadException">The payload cannot be accepted; nothing of it was queued.</exception>
    public Task<AlertBatch> AcceptAsync(
        IAlertSource source, OrganisationId organisation, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        AcceptAsync(source, organisation, payload, cluster: null, workspace: null, cancellationToken);

    /// <summary>Reads the payload and queues its alerts.</summary>
    /// <param name="source">The source that the sender named.</param>
    /// <param name="organisation">The organisation of the webhook's key.</param>
    /// <param name="payload">JSON, at most <see cref="IntakeLimits.MaxPayloadBytes"/>.</param>
    /// <param name="cluster">The cluster of alerts that name none; null if it is not known.</param>
    /// <param name="workspace">The workspace of the webhook's key; null for none.</param>
    /// <param name="cancellationToken">Ends the call; some alerts may be queued then, and are not queued twice if sent again.</param>
    /// <exception cref="InvalidPayloadException">The payload cannot be accepted; nothing of it was queued.</exception>
    public async Task<AlertBatch> AcceptAsync(
        IAlertSource source,
        OrganisationId organisation,
        ReadOnlyMemory<byte> payload,
        string? cluster,
        string? workspace,
        CancellationToken cancellationToken)
    {
        var batch = Read(source, organisation, payload);
        if (cluster is not null)
        {
            batch = batch with { Alerts = [.. batch.Alerts.Select(alert => ResourceLabels.InCluster(alert, cluster))] };
        }

        if (workspace is not null) batch = batch with { Alerts = [.. batch.Alerts.Select(alert => InWorkspace(alert, workspace))] };
        await SendAsync([.. batch.Alerts.Select(Message).Chunk(BatchSize)], cancellationToken);
        AlertsAccepted(batch.Alerts.Count, source.Name, organisation, batch.Truncated);
        return batch;
    }

    // Workspaces may have the same alert, and neither hides the other's.
    private static Alert InWorkspace(Alert alert, string workspace) =>
        alert with { Id = Identifier.From("al", workspace, alert.Id), Workspace = workspace };

    private Task SendAsync(IReadOnlyList<OutgoingMessage[]> batches, CancellationToken cancellationToken) => batches is [var only]
        ? queue.SendAsync(Queues.Alerts, only, cancellationToken)
        : Parallel.ForEachAsync(
            batches, cancellationToken, async (messages, cancel) => await queue.SendAsync(Queues.Alerts, messages, cancel));

    private AlertBatch Read(IAlertSource source, OrganisationId organisation, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > IntakeLimits.MaxPayloadBytes)
        {
            throw new InvalidPayloadException("", $"The payload is larger than {IntakeLimits.MaxPayloadBytes} bytes.", tooLarge: true);
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutMark(payload), new JsonDocumentOptions { MaxDepth = IntakeLimits.MaxDepth });
            var batch = source.Read(document.RootElement, organisation, time.GetUtcNow());
            return batch with { Alerts = [.. batch.Alerts.Select(alert => AlertCut.ToLimits(masking.Mask(alert)))] };
        }
        catch (JsonException e)
        {
            throw new InvalidPayloadException("", $"The payload is not JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // How System.Text.Json reports bytes that are no UTF-8 and escapes that are no character.
            throw new InvalidPayloadException("", "The payload has a string that is not valid Unicode.");
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> payload) =>
        payload.Span.StartsWith(Encoding.UTF8.Preamble) ? payload[Encoding.UTF8.Preamble.Length..] : payload;

    // Senders repeat what still fires; what says nothing new within the deduplication window is dropped there. A fingerprint is a
    // group, so that an alert whose start is unknown is resolved after it fired.
    private static OutgoingMessage Message(Alert alert) => new()
    {
        Body = JsonSerializer.Serialize(new AlertReceived(alert), CoreJson.Default.AlertReceived),
        Priority = MessagePriority.Of(alert.Severity),
        Lane = $"{alert.Organisation}/{alert.Source}",
        GroupId = Identifier.From("group", alert.Organisation.Value, alert.Source, alert.Fingerprint),
        DeduplicationId = Identifier.From(
            "m", JsonSerializer.Serialize(alert with { ReceivedAt = default, Original = null }, CoreJson.Default.Alert)),
    };

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Accepted {Count} alerts of {Source} for {Organisation}; the sender left out {Truncated}")]
    private partial void AlertsAccepted(int count, string source, OrganisationId organisation, int truncated);
}
