using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of New Relic's workflows (New Relic documentation, "Webhook event templates") and of its earlier channels.
/// </summary>
public sealed class NewRelicSource : IAlertSource
{
    private const string ClusterName = "clusterName";

    /// <inheritdoc/>
    public string Name => "newrelic";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) =>
        Shape.Has(payload, "alertConditionNames") || Shape.Has(payload, "issueUrl", "state")
            || Shape.Has(payload, "current_state", "condition_name");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), ReadIssue);

    private static AlertDraft ReadIssue(PayloadNode node)
    {
        var fields = new FlatPayload(node);
        var state = fields.First("state", "current_state", "issueState", "status")
            ?? throw node.Invalid("state", "Is missing; the issue's state was expected.");
        var id = fields.First("id", "issueId", "issue_id", "incident_id");
        var title = fields.First("title", "issueTitle", "issue_title", "details");
        var name = fields.First("alertConditionNames", "condition_name", "conditionName", "condition") ?? title;
        return new AlertDraft
        {
            Name = name,
            Status = StatusWords.Parse(state)
                ?? throw node.Invalid("state", $"Is {PayloadNode.Short(state)}; ACTIVATED or CLOSED was expected."),
            Severity = Severities.Parse(fields.First("priority", "severity")),
            Summary = title,
            Description = fields.First("description", "details", "alertDescription"),
            Labels = Labels(node, fields),
            Annotations = fields.ByPath,
            StartsAt = fields.Instant("createdAt", "created_at", "activatedAt", "open_time"),
            EventAt = fields.Instant("updatedAt", "updated_at", "timestamp"),
            EndsAt = fields.Instant("closedAt", "closed_at", "updatedAt", "updated_at", "timestamp"),
            Fingerprint = Identifier.From("condition", fields.First("alertPolicyNames", "policy_name") ?? "", name
                ?? "", Entity(fields) ?? ""),
            Occurrence = id,
            GeneratorUrl = fields.First("issueUrl", "issue_url", "issuePageUrl", "incident_url"),
            RunbookUrl = fields.First("runbookUrl", "runbook_url"),
            PanelUrl = fields.First("violationChartUrl", "violation_chart_url"),
            Original = node.Json,
        };
    }

    private static string? Entity(FlatPayload fields) => fields.First("impactedEntities", "entity_name", "entityName", "targetName");

    private static Dictionary<string, string> Labels(PayloadNode node, FlatPayload fields)
    {
        var labels = new Dictionary<string, string>();
        foreach (var (name, value) in (node.Child("labels") ?? node.Child("tags"))?.ScalarsAndLists() ?? []) labels[name] = value;
        foreach (var target in node.Items("targets").Where(t => t.Element.ValueKind == JsonValueKind.Object).Select(t => t.Node()))
        {
            foreach (var (name, value) in target.Child("labels")?.Scalars() ?? []) labels.TryAdd(name, value);
        }

        // A template may have tags as fields of its own.
        foreach (var (path, value) in fields.ByPath)
        {
            var name = path[(path.LastIndexOf('.') + 1)..];
            if (name == ClusterName || ResourceLabels.IsPlace(name)) labels.TryAdd(name, value);
        }

        if (labels.GetValueOrDefault(ClusterName) is { } cluster) labels.TryAdd("cluster", cluster);
        if (Entity(fields) is { } entity) labels.TryAdd("entity", entity);
        if (fields.First("alertPolicyNames", "policy_name") is { } policy) labels.TryAdd("policy", policy);
        return labels;
    }
}
