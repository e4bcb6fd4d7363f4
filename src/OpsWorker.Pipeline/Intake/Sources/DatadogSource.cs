using System.Text.Json;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of Datadog's monitors (Datadog documentation, "Webhooks"): the default body, the template of our page, and other
/// templates whose fields have the names of Datadog's variables.
/// </summary>
public sealed partial class DatadogSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "datadog";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) =>
        Shape.Has(payload, "event_type", "title", "last_updated") || Shape.Has(payload, "alert_transition")
            || Shape.Has(payload, "ALERT_TRANSITION");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), ReadAlert);

    private static AlertDraft ReadAlert(PayloadNode node)
    {
        var fields = new FlatPayload(node);
        var title = fields.First("title", "event_title", "alert_title", "monitor_name", "alert_name", "name")
            ?? throw node.Invalid("title", "Is missing, or is a variable that Datadog did not replace; the event's title was expected.");
        var body = fields.First("body", "event_msg", "text_only_msg", "description", "message", "alert_message", "msg");
        var head = Head.Read(title);
        var transition = fields.First("alert_transition", "transition", "event_transition") ?? head.Transition;
        var status = StatusOf(fields, transition)
            ?? throw node.Invalid(
                "alert_transition",
                $"Is {PayloadNode.Short(transition)}; $ALERT_TRANSITION was expected, such as Triggered or Recovered.");
        var scope = fields.First("alert_scope", "scopes", "scope") ?? head.Scope ?? Group(body);
        var labels = new Dictionary<string, string>();
        var bare = TagList.AddTo(labels, [fields.First("tags") ?? "", scope ?? ""]);
        if (fields.First("hostname", "host") is { } host) labels.TryAdd("host", host);
        var monitor = fields.First("monitor_id", "alert_id") ?? Monitor(body);
        return new AlertDraft
        {
            Name = fields.First("monitor_name") ?? head.Name,
            Status = status,
            Severity = SeverityOf(fields, head, transition, status),
            Summary = title,
            Description = body?.Replace("%%%", "", StringComparison.Ordinal).Trim(),
            Labels = labels,
            Annotations = Annotations(fields, bare),
            EventAt = fields.Instant("date", "last_updated", "event_date", "timestamp"),
            Fingerprint = Identifier.From("monitor", monitor ?? head.Name, scope ?? labels.GetValueOrDefault("host") ?? ""),
            Occurrence = fields.First("alert_cycle_key", "cycle_key", "deduplication_key"),
            GeneratorUrl = fields.First("link", "alert_url", "url", "event_url", "source_url") ?? MonitorLink(body),
            PanelUrl = fields.First("snapshot", "snapshot_url"),
            Original = node.Json,
        };
    }

    // A monitor whose title was rewritten and that states no transition is one that fires.
    private static AlertStatus? StatusOf(FlatPayload fields, string? transition) => StatusWords.Parse(transition)
        ?? StatusWords.Parse(fields.First("alert_type"))
        ?? StatusWords.Parse(fields.First("alert_status"))
        ?? StatusWords.Parse(fields.First("status", "state"))
        ?? (fields.First("event_type")?.Contains("alert", StringComparison.OrdinalIgnoreCase) == true ? AlertStatus.Firing : null);

    private static Severity SeverityOf(FlatPayload fields, Head head, string? transition, AlertStatus status)
    {
        var priority = Severities.Parse(fields.First("alert_priority", "priority", "severity") ?? head.Priority);
        if (priority != Severity.Unknown) return priority;
        if (transition?.Contains("warn", StringComparison.OrdinalIgnoreCase) == true) return Severity.Warning;
        var type = Severities.Parse(fields.First("alert_type"));
        return type != Severity.Unknown || status == AlertStatus.Resolved || transition is null ? type : Severity.Error;
    }

    private static Dictionary<string, string> Annotations(FlatPayload fields, IReadOnlyList<string> bareTags)
    {
        string[] elsewhere = ["title", "event_title", "body", "event_msg", "text_only_msg"];
        var annotations = fields.ByPath
            .Where(f => !elsewhere.Contains(f.Key[(f.Key.LastIndexOf('.') + 1)..], StringComparer.OrdinalIgnoreCase))
            .ToDictionary(f => f.Key, f => f.Value);
        if (bareTags.Count > 0) annotations.TryAdd("tags", string.Join(',', bareTags));
        return annotations;
    }

    private static string? Monitor(string? body) => body is not null
        && MonitorAddress().Match(body) is { Success: true } m ? m.Groups["id"].Value : null;

    private static string? MonitorLink(string? body) => body is not null
        && MonitorAddress().Match(body) is { Success: true } m ? m.Value : null;

    private static string? Group(string? body) => body is not null && MonitorAddress().Match(body) is { Success: true } m
        && m.Groups["group"].Success
        ? Uri.UnescapeDataString(m.Groups["group"].Value)
        : null;

    [GeneratedRegex(
        @"https://[a-z0-9.-]+/monitors/(?<id>[0-9]+)(\?group=(?<group>[^&)\s]+))?[^)\s]*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MonitorAddress();

    /// <summary>The parts of a title such as <c>[P1] [Triggered on {host:a}] Load is high</c>.</summary>
    private sealed partial record Head(string Name, string? Priority, string? Transition, string? Scope)
    {
        public static Head Read(string title)
        {
            string? priority = null, transition = null, scope = null;
            var rest = title.Trim();
            while (Part().Match(rest) is { Success: true } part)
            {
                if (part.Groups["priority"].Success) priority ??= part.Groups["priority"].Value;
                if (part.Groups["transition"].Success) transition ??= part.Groups["transition"].Value;
                if (part.Groups["scope"].Success) scope ??= part.Groups["scope"].Value;
                rest = rest[part.Length..].TrimStart();
            }

            transition ??= Word().Match(rest) is { Success: true } word ? word.Value : null;
            return new Head(rest.Length > 0 ? rest : title, priority, transition, scope);
        }

        [GeneratedRegex(
            @"^\[((?<priority>P[1-5])|TEST|Monitor Alert|Synthetics|SLO Alert|"
                + @"(?<transition>(Re-)?(Triggered|Warn|No data)|Recovered|Renotify|Alert|Alerted|Warning|Resolved|OK)"
                + @"(:[^]{}]*)?( on \{(?<scope>[^}]*)\})?)\]",
            RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
        private static partial Regex Part();

        [GeneratedRegex(@"\b(Re-)?(Triggered|Recovered|Renotify|No data)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
        private static partial Regex Word();
    }
}
