using System.Text.Json;
using System.Text.RegularExpressions;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads Zabbix's webhooks, whose parameters are named as in Zabbix's own media types (Zabbix documentation, "Webhook"); our page has the
/// media type.
/// </summary>
public sealed partial class ZabbixSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "zabbix";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "event_value") || Shape.Has(payload, "event_nseverity");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), node => ReadEvent(node, batch));

    private static AlertDraft? ReadEvent(PayloadNode node, BatchReader batch)
    {
        var fields = new FlatPayload(node);
        if (fields.First("event_update_status") == "1")
        {
            batch.Skip("event_update_status", "Is an update by a person: the problem stays as it is.");
            return null;
        }

        var value = fields.First("event_value", "event_status", "trigger_status", "status");
        var labels = Labels(node, fields);
        return new AlertDraft
        {
            Name = fields.First("event_name", "trigger_name", "trigger") ?? WithoutState(fields.First("alert_subject", "subject")),
            Status = StatusWords.Parse(value)
                ?? throw node.Invalid("event_value",
                    $"Is {PayloadNode.Short(value)}; {{EVENT.VALUE}} was expected: 1 for a problem, 0 for its recovery."),
            Severity = SeverityOf(
                fields.First("event_nseverity", "trigger_nseverity"), fields.First("event_severity", "trigger_severity", "severity")),
            Summary = fields.First("alert_subject", "subject", "event_name"),
            Description = fields.First("alert_message", "message", "trigger_description", "event_opdata"),
            Labels = labels,
            Annotations = fields.ByPath,
            StartsAt = fields.Instant("event_timestamp"),
            EndsAt = fields.Instant("event_recovery_timestamp"),
            Fingerprint = fields.First("trigger_id") is { } trigger ? $"trigger {trigger} {labels.GetValueOrDefault("host")}" : null,
            Occurrence = fields.First("event_id"),
            GeneratorUrl = EventLink(fields),
            RunbookUrl = fields.First("trigger_url"),
            Original = node.Json,
        };
    }

    private static Severity SeverityOf(string? number, string? word) => number switch
    {
        "5" => Severity.Critical,
        "4" => Severity.Error,
        "3" or "2" => Severity.Warning,
        "1" => Severity.Info,
        _ => Severities.Parse(word),
    };

    private static string? EventLink(FlatPayload fields) => fields.First("event_url", "link") ??
        (fields.First("zabbix_url") is { } server && fields.First("trigger_id") is { } trigger && fields.First("event_id") is { } happened
            ? $"{server.TrimEnd('/')}/tr_events.php?triggerid={Uri.EscapeDataString(trigger)}&eventid={Uri.EscapeDataString(happened)}"
            : null);

    // Tags are an array of objects, in a string where the media type passes them as a parameter: {EVENT.TAGSJSON}.
    private static Dictionary<string, string> Labels(PayloadNode node, FlatPayload fields)
    {
        var labels = new Dictionary<string, string>();
        if (fields.First("host_name", "host", "hostname") is { } host) labels["host"] = host;
        TagList.AddTo(labels, Tags(node, fields));
        if (fields.First("event_tags") is { } text && !text.StartsWith('[')) TagList.AddTo(labels, [text]);
        return labels;
    }

    // The default subjects of problems and recoveries, which are one alert: "Problem: NAME", "Resolved in 5m 2s: NAME".
    private static string? WithoutState(string? subject) => subject is null ? null : State().Replace(subject, "");

    [GeneratedRegex(
        "^(problem|resolved( in [^:]+)?|ok): ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex State();

    private static IReadOnlyList<PayloadPlace> Tags(PayloadNode node, FlatPayload fields)
    {
        if (node.Items("event_tags") is { Count: > 0 } tags) return tags;
        if (fields.First("event_tags_json", "event_tags") is not { } text || !text.StartsWith('[')) return [];
        try
        {
            return PayloadNode.Entries(JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = IntakeLimits.MaxDepth }));
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
