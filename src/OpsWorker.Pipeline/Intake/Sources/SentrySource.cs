using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of Sentry's integrations (Sentry documentation, "Webhooks"): issue alerts, metric alerts and issues.
/// </summary>
public sealed class SentrySource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "sentry";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "action", "data")
        && Shape.Child(payload, "data") is var data
        && (Shape.Has(data, "event") || Shape.Has(data, "metric_alert") || Shape.Has(data, "issue"));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), root => ReadAction(root, batch));

    private static AlertDraft? ReadAction(PayloadNode root, BatchReader batch)
    {
        if (!root.Has("action") && root.Child("event") is { } only) return PluginAlert(root, only) with { Original = root.Json };
        var action = root.Scalar("action") ?? throw root.Invalid("action", "Is missing; an action such as triggered was expected.");
        var data = root.Child("data") ?? throw root.Invalid("data", "Is missing; an event, a metric_alert or an issue was expected.");
        var draft = data.Child("metric_alert") is { } metric ? MetricAlert(action, data, metric)
            : (data.Child("event") ?? data.Child("error")) is { } happened ? IssueAlert(data, happened)
            : data.Child("issue") is { } issue ? Issue(action, issue)
            : null;
        if (draft is null) batch.Skip("action", "The action neither fires nor resolves an alert.");
        return draft is null ? null : draft with { Original = root.Json };
    }

    private static AlertDraft? MetricAlert(string action, PayloadNode data, PayloadNode alert)
    {
        if (action is not ("critical" or "warning" or "resolved" or "open")) return null;
        var rule = alert.Child("alert_rule");
        return new AlertDraft
        {
            Name = rule?.Scalar("name") ?? alert.Scalar("title"),
            Status = action == "resolved" ? AlertStatus.Resolved : AlertStatus.Firing,
            Severity = Severities.Parse(action),
            Summary = data.Scalar("description_title") ?? alert.Scalar("title"),
            Description = data.Scalar("description_text"),
            Labels = Labels(("sentry_project", alert.List("projects") is [var project, ..]
                ? project : null), ("environment", rule?.Scalar("environment"))),
            Annotations = alert.Scalars(),
            StartsAt = alert.Instant("date_started", "date_created", "date_detected"),
            EndsAt = alert.Instant("date_closed"),
            Fingerprint = rule?.Scalar("id") is { } id ? $"rule {id}" : null,
            Occurrence = alert.First("identifier", "id"),
            GeneratorUrl = data.Scalar("web_url"),
        };
    }

    // Sentry says when such a rule fires and never that it does not any more.
    private static AlertDraft IssueAlert(PayloadNode data, PayloadNode happened)
    {
        var labels = Tags(happened);
        foreach (var (name, value) in Labels(
            ("sentry_project", happened.First("project_name", "project_slug", "project")), ("environment", happened.Scalar("environment"))))
        {
            labels.TryAdd(name, value);
        }

        return new AlertDraft
        {
            Name = data.Scalar("triggered_rule") ?? happened.Scalar("title"),
            Status = AlertStatus.Firing,
            Severity = Severities.Parse(happened.Scalar("level")),
            Summary = happened.First("title", "message"),
            Description = happened.First("culprit", "transaction"),
            Labels = labels,
            Annotations = happened.Scalars(),
            EventAt = happened.Instant("datetime", "timestamp", "received"),
            Fingerprint = happened.First("issue_id", "groupid") is { } issue ? $"issue {issue}" : null,
            GeneratorUrl = happened.First("web_url", "url", "issue_url"),
        };
    }

    // The plugin that Sentry had before its integrations: an issue's fields, and the event within.
    private static AlertDraft PluginAlert(PayloadNode root, PayloadNode happened) => new()
    {
        Name = root.List("triggering_rules") is [var rule, ..] ? rule : root.Scalar("message") ?? happened.Scalar("title"),
        Status = AlertStatus.Firing,
        Severity = Severities.Parse(root.Scalar("level") ?? happened.Scalar("level")),
        Summary = happened.Scalar("title") ?? root.Scalar("message"),
        Description = root.Scalar("culprit"),
        Labels = Tags(happened).Concat(Labels(("sentry_project", root.First("project_slug", "project")))).DistinctBy(l => l.Key)
            .ToDictionary(l => l.Key, l => l.Value),
        Annotations = root.Scalars(),
        EventAt = happened.Instant("datetime", "timestamp", "received"),
        Fingerprint = root.Scalar("id") is { } id ? $"issue {id}" : null,
        GeneratorUrl = root.Scalar("url"),
    };

    // An issue that was archived, or ignored as it was called, is over for people.
    private static AlertStatus? StatusOf(string action) => action switch
    {
        "created" or "unresolved" or "triggered" => AlertStatus.Firing,
        "resolved" or "archived" or "ignored" => AlertStatus.Resolved,
        _ => null,
    };

    private static AlertDraft? Issue(string action, PayloadNode issue)
    {
        if (StatusOf(action) is not { } status) return null;
        var id = issue.Scalar("id");
        return new AlertDraft
        {
            Name = issue.Scalar("title"),
            Status = status,
            Severity = Severities.Parse(issue.Scalar("level")),
            Description = issue.Scalar("culprit"),
            Labels = Labels(("sentry_project", issue.Child("project")?.First("slug", "name"))),
            Annotations = issue.Scalars(),
            EventAt = issue.Instant("lastSeen", "firstSeen"),
            Fingerprint = id is null ? null : $"issue {id}",
            GeneratorUrl = issue.First("web_url", "permalink", "url"),
        };
    }

    private static Dictionary<string, string> Labels(params (string Name, string? Value)[] labels) =>
        labels.Where(label => label.Value is not null).ToDictionary(label => label.Name, label => label.Value!);

    private static Dictionary<string, string> Tags(PayloadNode happened)
    {
        var tags = new Dictionary<string, string>();
        TagList.AddTo(tags, happened.Items("tags"));
        return tags;
    }
}
