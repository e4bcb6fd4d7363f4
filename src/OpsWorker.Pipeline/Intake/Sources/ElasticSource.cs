using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of Elastic's Kibana rules, whose body is a template of the variables <c>rule</c>, <c>alert</c> and <c>context</c>
/// (Elastic documentation, "Rule action variables"); our page has one.
/// </summary>
public sealed class ElasticSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "elastic";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "rule", "alert")
        && (Shape.Has(payload.GetProperty("alert"), "actionGroup") || Shape.Has(payload, "kibanaBaseUrl"));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), ReadAlert);

    private static AlertDraft ReadAlert(PayloadNode root)
    {
        var rule = root.Child("rule") ?? throw root.Invalid("rule", "Is missing; an object with the rule's id and name was expected.");
        var alert = root.Child("alert")
            ?? throw root.Invalid("alert", "Is missing; an object with the alert's id and actionGroup was expected.");
        var context = root.Child("context");
        var labels = Labels(root, alert);
        TagList.AddTo(labels, rule.List("tags"));
        return new AlertDraft
        {
            Name = rule.Scalar("name"),
            Status = StatusWords.Parse(alert.First("actionGroup", "status")) ?? AlertStatus.Firing,
            Severity = Severities.Parse(root.Scalar("severity") ?? rule.Scalar("severity")),
            Summary = context?.First("title", "reason") ?? root.Scalar("message"),
            Description = context?.First("reason", "message"),
            Labels = labels,
            Annotations = new FlatPayload(root).ByPath,
            StartsAt = alert.Instant("start", "startedAt"),
            EventAt = root.Instant("date", "timestamp") ?? context?.Instant("timestamp", "date"),
            Fingerprint = Identifier.From("rule", rule.First("id", "name") ?? "", alert.First("id", "group") ?? ""),
            Occurrence = alert.Scalar("uuid"),
            GeneratorUrl = context?.First("alertDetailsUrl", "viewInAppUrl", "link") ?? rule.Scalar("url"),
            Original = root.Json,
        };
    }

    // The source fields that Elastic has beside its own; "kubernetes": {"namespace": ...} has the label kubernetes.namespace.
    private static Dictionary<string, string> Labels(PayloadNode root, PayloadNode alert)
    {
        var labels = root.Child("labels")?.Scalars() ?? [];
        if (alert.First("id", "group") is { } group) labels.TryAdd("alert_id", group);
        string[] fields = ["kubernetes", "orchestrator", "host", "service", "cloud"];
        foreach (var (path, value) in new FlatPayload(root).ByPath)
        {
            var at = path.Split('.').ToList().FindIndex(part => fields.Contains(part));
            if (at >= 0 && path.Split('.').Length > at + 1) labels.TryAdd(string.Join('.', path.Split('.').Skip(at)), value);
        }

        return labels;
    }
}
