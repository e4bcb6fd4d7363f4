using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>Payloads as real senders wrote them: what is accepted in its normal form, what is refused with the reason.</summary>
public sealed class AlertmanagerFilesTests
{
    [Fact]
    public void Each_recorded_payload_is_taken_or_refused_as_before()
    {
        foreach (var file in Directory.GetFiles(Repository.Shared("webhooks/alertmanager"), "*.json").Order())
        {
            Golden.ShouldMatchJson(Outcome(file), $"alertmanager/{Path.GetFileName(file)}");
        }
    }

    private static string Outcome(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file, Encoding.UTF8));
        try
        {
            var batch = new AlertmanagerSource().Read(document.RootElement, Payloads.Organisation, Payloads.ReceivedAt);
            var alerts = batch.Alerts.Select(a => JsonSerializer.SerializeToNode(a, CoreJson.Default.Alert)).ToArray();
            return new JsonObject { ["truncated"] = batch.Truncated, ["alerts"] = new JsonArray(alerts) }.ToJsonString();
        }
        catch (InvalidPayloadException e)
        {
            return new JsonObject { ["field"] = e.Field, ["problem"] = e.Message }.ToJsonString();
        }
    }
}
