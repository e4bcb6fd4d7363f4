using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Accepts payloads: once a call returns, each of the alerts is durably queued for the rules.</summary>
public sealed partial class IntakeService(IMessageQueue queue, TimeProvider time, ILogger<IntakeService> logger)
{
    private const int BatchSize = 10;

    /// <summary>Reads the payload and queues its alerts.</summary>
    /// <param name="source">What sent it.</param>
    /// <param name="organisation">Whose webhook it came to.</param>
    /// <param name="payload">JSON, at most <see cref="IntakeLimits.MaxPayloadBytes"/>.</param>
    /// <param name="cancellationToken">Ends the call; some alerts may be queued then, and are not queued twice if sent again.</param>
    /// <exception cref="InvalidPayloadException">The payload cannot be accepted; nothing of it was queued.</exception>
    public async Task<AlertBatch> AcceptAsync(
        IAlertSource source, OrganisationId organisation, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var batch = Read(source, organisation, payload);
        await Parallel.ForEachAsync(
            batch.Alerts.Select(Message).Chunk(BatchSize),
            cancellationToken,
            async (messages, cancel) => await queue.SendAsync(Queues.Alerts, messages, cancel));
        AlertsAccepted(batch.Alerts.Count, source.Name, organisation, batch.Truncated);
        return batch;
    }

    private AlertBatch Read(IAlertSource source, OrganisationId organisation, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > IntakeLimits.MaxPayloadBytes)
        {
            throw new InvalidPayloadException("", $"The payload is larger than {IntakeLimits.MaxPayloadBytes} bytes.", tooLarge: true);
        }

        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = IntakeLimits.MaxDepth });
            return AlertMasking.Mask(source.Read(document.RootElement, organisation, time.GetUtcNow()));
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

    // Alertmanager repeats what still fires; what says nothing new within the deduplication window is dropped there.
    private static OutgoingMessage Message(Alert alert) => new()
    {
        Body = JsonSerializer.Serialize(new AlertReceived(alert), CoreJson.Default.AlertReceived),
        GroupId = alert.Id,
        DeduplicationId = Identifier.From(
            "m", JsonSerializer.Serialize(alert with { ReceivedAt = default }, CoreJson.Default.Alert)),
    };

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Accepted {Count} alerts of {Source} for {Organisation}; the sender left out {Truncated}")]
    private partial void AlertsAccepted(int count, string source, OrganisationId organisation, int truncated);
}
