using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of Elastic's Kibana rules, whose body is a template of the variables <c>rule</c>, <c>alert</c> and <c>context</c>
/// (Elastic documentation, "Rule action variables"): that of our page, summaries of alerts, and templates of one level.
/// </summary>
public sealed class ElasticSource : IAlertSource
{
    // The objects of Elastic's schema that name a place: "kubernetes": {"namespace": ...} is the label kubernetes.namespace.
    private static readonly string[] s_places = ["kubernetes", "orchestrator", "host", "service", "cloud"];

    /// <inheritdoc/>
    public string Name => "elastic";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "rule", "alert")
        && (Shape.Has(payload.GetProperty("alert"), "actionGroup") || Shape.Has(payload, "kibanaBaseUrl"));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        if (PayloadNode.Root(payload).Child("alerts") is { } alerts) ElasticSummary.Read(alerts, batch);
        else batch.Read(new PayloadPlace(payload, ""), root => root.Has("rule") ? ReadAlert(root) : ReadOneLevel(root));
    }

    private static AlertDraft ReadAlert(PayloadNode root)
    {
        var rule = root.Child("rule") ?? throw root.Invalid("rule", "Is no object; one with the rule's id and name was expected.");
        var alert = root.Child("alert")
            ?? throw root.Invalid("alert", "Is missing; an object with the alert's id and actionGroup was expected.");
        var context = root.Child("context");
        var group = alert.First("actionGroup", "status");
        var fields = new FlatPayload(root);
        var labels = Labels(root, fields, alert.First("id", "group"));
        TagList.AddTo(labels, rule.List("tags"));
        return new AlertDraft
        {
            Name = rule.Scalar("name"),
            Status = StatusOf(group),
            Severity = SeverityOf(root.Scalar("severity") ?? rule.Scalar("severity") ?? context?.Child("rule")?.Scalar("severity"), group),
            Summary = context?.First("title", "reason") ?? root.Scalar("message"),
            Description = context?.First("reason", "message"),
            Labels = labels,
            Annotations = fields.ByPath,
            StartsAt = alert.Instant("start", "startedAt"),
            EventAt = root.Instant("date", "timestamp") ?? context?.Instant("timestamp", "date"),
            Fingerprint = Identifier.From("rule", rule.First("id", "name") ?? "", alert.First("id", "group") ?? ""),
            Occurrence = alert.Scalar("uuid"),
            GeneratorUrl = context?.First("alertDetailsUrl", "viewInAppUrl", "results_link", "link") ?? rule.Scalar("url"),
            Original = root.Json,
        };
    }

    // The names of the variables in any writing; before version 7.13 a rule was called an alert, and an alert its instance.
    private static AlertDraft ReadOneLevel(PayloadNode root)
    {
        var fields = new FlatPayload(root);
        var name = fields.First("rule_name", "alert_name")
            ?? throw root.Invalid("rule", "Is missing; an object with the rule's id and name was expected.");
        var alert = fields.First("alert_instance_id", "alert_id");
        var group = fields.First("action_group", "alert_action_group", "alert_status", "status");
        return new AlertDraft
        {
            Name = name,
            Status = StatusOf(group),
            Severity = SeverityOf(fields.First("severity", "rule_severity"), group),
            Summary = fields.First("reason", "context_reason", "message"),
            Labels = Labels(root, fields, alert),
            Annotations = fields.ByPath,
            EventAt = fields.Instant("date", "timestamp"),
            Fingerprint = Identifier.From("rule", fields.First("rule_id") ?? name, alert ?? ""),
            Occurrence = fields.First("alert_uuid"),
            GeneratorUrl = fields.First("alert_details_url", "rule_url", "url"),
            Original = root.Json,
        };
    }

    private static AlertStatus StatusOf(string? group) => StatusWords.Parse(group) ?? AlertStatus.Firing;

    // Groups such as metrics.inventory_threshold.warning and slo.burnRate.high end with a severity.
    private static Severity SeverityOf(string? stated, string? group) => Severities.Parse(stated) is not Severity.Unknown and var severity
        ? severity
        : Severities.Parse(group?[(group.LastIndexOf('.') + 1)..]);

    private static Dictionary<string, string> Labels(PayloadNode root, FlatPayload fields, string? alert)
    {
        var labels = root.Child("labels")?.Scalars() ?? [];
        if (alert is not null) labels.TryAdd("alert_id", alert);
        foreach (var (path, value) in fields.ByPath)
        {
            var parts = path.Split('.');
            var at = Array.FindIndex(parts, s_places.Contains);
            if (at >= 0 && parts.Length > at + 1) labels.TryAdd(string.Join('.', parts[at..]), value);
            else if (ResourceLabels.IsPlace(path)) labels.TryAdd(path, value);
        }

        return labels;
    }
}
