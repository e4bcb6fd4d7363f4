using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads Checkly's webhooks, whose body is a template of Checkly's variables (Checkly documentation, "Webhooks"); our page has
/// one.
/// </summary>
public sealed class ChecklySource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "checkly";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) =>
        (Shape.Has(payload, "alert_type") && Shape.Has(payload, "check_id"))
            || (Shape.Has(payload, "ALERT_TYPE") && Shape.Has(payload, "CHECK_ID"));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), ReadAlert);

    private static AlertDraft ReadAlert(PayloadNode node)
    {
        var fields = new FlatPayload(node);
        var type = fields.First("alert_type", "alertType") ?? throw node.Invalid("alert_type", "Is missing; {{ALERT_TYPE}} was expected.");
        var name = fields.First("check_name", "checkName", "alert_title", "event", "title");
        var labels = new Dictionary<string, string>();
        TagList.AddTo(labels, node.List("tags").Concat([fields.First("TAGS") ?? ""]));
        string[] kept = ["check_type", "group_name", "run_location", "target_url", "request_url"];
        foreach (var field in kept)
        {
            if (fields.First(field) is { } value) labels.TryAdd(field, value);
        }

        return new AlertDraft
        {
            Name = name,
            Status = StatusOf(type)
                ?? throw node.Invalid("alert_type",
                    $"Is {PayloadNode.Short(type)}; a type such as ALERT_FAILURE or ALERT_RECOVERY was expected."),
            Severity = type.Contains("FAILURE", StringComparison.OrdinalIgnoreCase) ? Severity.Error
                : type.Contains("RECOVERY", StringComparison.OrdinalIgnoreCase) ? Severity.Unknown
                : Severity.Warning,
            Summary = fields.First("alert_title", "event", "title"),
            Description = fields.First("check_error_message", "error", "api_check_response_body", "ai_analysis_root_cause"),
            Labels = labels,
            Annotations = fields.ByPath,
            EventAt = fields.Instant("started_at", "startedAt", "moment"),
            Fingerprint = fields.First("check_id", "checkId") ?? name,
            GeneratorUrl = fields.First("result_link", "link", "resultLink"),
            Original = node.Json,
        };
    }

    // ALERT_DEGRADED_RECOVERY ends, ALERT_FAILURE_DEGRADED goes on.
    private static AlertStatus? StatusOf(string type) =>
        type.EndsWith("RECOVERY", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Resolved
        : type.StartsWith("ALERT_", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Firing
        : null;
}
