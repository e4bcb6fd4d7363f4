using System.Text.Json;
using System.Text.RegularExpressions;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads Checkly's webhooks, whose body is a template of Checkly's variables (Checkly documentation, "Webhooks"); our page has
/// one.
/// </summary>
public sealed partial class ChecklySource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "checkly";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) =>
        (Shape.Has(payload, "alert_type") && Shape.Has(payload, "check_id"))
            || (Shape.Has(payload, "ALERT_TYPE") && Shape.Has(payload, "CHECK_ID"));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), node => ReadAlert(node, batch));

    private static AlertDraft? ReadAlert(PayloadNode node, BatchReader batch)
    {
        var fields = new FlatPayload(node);
        var title = fields.First("alert_title", "event", "title");
        var type = fields.First("alert_type") ?? TypeOf(title)
            ?? throw node.Invalid("alert_type", "Is missing; {{ALERT_TYPE}} was expected.");
        if (type.Equals("NO_ALERT", StringComparison.OrdinalIgnoreCase))
        {
            batch.Skip("alert_type", "The check neither failed nor recovered.");
            return null;
        }

        var name = fields.First("check_name") ?? NameOf(title);
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
            Severity = SeverityOf(type),
            Summary = title,
            Description = fields.First("check_error_message", "error", "api_check_response_body", "ai_analysis_root_cause"),
            Labels = labels,
            Annotations = fields.ByPath,
            EventAt = fields.Instant("started_at", "moment"),
            Fingerprint = fields.First("check_id") ?? name,
            GeneratorUrl = fields.First("result_link", "link"),
            Original = node.Json,
        };
    }

    // ALERT_DEGRADED_RECOVERY ends, ALERT_FAILURE_DEGRADED goes on.
    private static AlertStatus? StatusOf(string type) =>
        type.EndsWith("RECOVERY", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Resolved
        : type.StartsWith("ALERT_", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Firing
        : null;

    // The last state of a type counts: ALERT_FAILURE_DEGRADED is a failure that is a mere degradation by now.
    private static Severity SeverityOf(string type) => type.ToUpperInvariant() switch
    {
        "ALERT_FAILURE" or "ALERT_FAILURE_REMAIN" or "ALERT_DEGRADED_FAILURE" => Severity.Error,
        var other when other.EndsWith("RECOVERY", StringComparison.Ordinal) => Severity.Unknown,
        _ => Severity.Warning,
    };

    // Templates without the type have the title: Check "Cart" has recovered.
    private static string? TypeOf(string? title) => title is null ? null
        : title.Contains("recovered", StringComparison.OrdinalIgnoreCase) ? "ALERT_RECOVERY"
        : title.Contains("degraded", StringComparison.OrdinalIgnoreCase) ? "ALERT_DEGRADED"
        : "ALERT_FAILURE";

    private static string? NameOf(string? title) =>
        title is not null && Quoted().Match(title) is { Success: true } quoted ? quoted.Groups["name"].Value : title;

    [GeneratedRegex("\"(?<name>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
