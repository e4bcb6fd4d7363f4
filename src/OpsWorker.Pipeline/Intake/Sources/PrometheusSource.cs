using System.Text.Json;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the list of alerts that Prometheus and VictoriaMetrics' vmalert post to an Alertmanager (Prometheus documentation,
/// "Sending alerts"), and the answers of their own <c>/api/v1/alerts</c>.
/// </summary>
/// <param name="name">The name in the webhook's address.</param>
public sealed class PrometheusSource(string name) : IAlertSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => AlertList.Resembles(payload);

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        if (payload.ValueKind == JsonValueKind.Array)
        {
            AlertList.Read(PayloadNode.Entries(payload), batch);
            return;
        }

        var root = PayloadNode.Root(payload);
        AlertList.Read((root.Child("data") ?? root).Array("alerts"), batch);
    }
}
