using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>Payloads of Alertmanager, and what becomes of them.</summary>
internal static class Payloads
{
    public static readonly OrganisationId Organisation = new("org_0123456789abcdef0123");
    public static readonly DateTimeOffset ReceivedAt = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public static JsonObject Alert(string status = "firing") => new()
    {
        ["status"] = status,
        ["labels"] = new JsonObject { ["alertname"] = "KubePodNotReady", ["namespace"] = "shop", ["severity"] = "warning" },
        ["annotations"] = new JsonObject { ["summary"] = "A pod is not ready", ["description"] = "For 15 minutes." },
        ["startsAt"] = "2026-03-01T02:55:00.5Z",
        ["endsAt"] = status == "firing" ? "0001-01-01T00:00:00Z" : "2026-03-01T02:59:00Z",
        ["generatorURL"] = "https://prometheus.example/graph",
        ["fingerprint"] = "0a1b2c3d4e5f6071",
    };

    public static JsonObject Of(params JsonNode?[] alerts) => new()
    {
        ["version"] = "4",
        ["status"] = "firing",
        ["alerts"] = new JsonArray(alerts),
    };

    /// <summary>A payload of one alert of which one field is another.</summary>
    public static JsonObject With(string field, JsonNode? value)
    {
        var alert = Alert();
        alert[field] = value;
        return Of(alert);
    }

    public static AlertBatch Read(JsonNode payload)
    {
        using var document = JsonDocument.Parse(payload.ToJsonString());
        return new AlertmanagerSource().Read(document.RootElement, Organisation, ReceivedAt);
    }

    public static Alert ReadOne(JsonNode payload) => Read(payload).Alerts.ShouldHaveSingleItem();

    public static (string Field, string Problem) Refusal(JsonNode payload)
    {
        var refused = Should.Throw<InvalidPayloadException>(() => Read(payload));
        return (refused.Field, refused.Message);
    }

    /// <summary>Takes the payload as the webhook does.</summary>
    public static Task<AlertBatch> AcceptAsync(PipelineWorld world, OrganisationId organisation, string payload) =>
        AcceptAsync(world, organisation, Encoding.UTF8.GetBytes(payload));

    public static Task<AlertBatch> AcceptAsync(
        PipelineWorld world, OrganisationId organisation, byte[] payload, bool maskPersonalData = false) =>
        new IntakeService(world.Queue, new AlertMasking(maskPersonalData), world.Time, NullLogger<IntakeService>.Instance)
            .AcceptAsync(new AlertmanagerSource(), organisation, payload, CancellationToken.None);

    public static async Task<IReadOnlyList<Alert>> QueuedAsync(PipelineWorld world) =>
        [.. (await world.TakeAllAsync(Queues.Alerts, CoreJson.Default.AlertReceived)).Select(m => m.Alert)];
}
