using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of Google Cloud Monitoring, versions 1.1 and 1.2 (Google Cloud documentation, "Webhooks"), and the
/// same pushed by a subscription of Pub/Sub.
/// </summary>
public sealed class GcpMonitoringSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "gcp";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(Shape.Child(payload, "incident"), "incident_id", "state")
        || (Shape.Has(payload, "subscription") && Shape.Has(Shape.Child(payload, "message"), "data"));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), ReadIncident);

    private static AlertDraft ReadIncident(PayloadNode root)
    {
        var incident = root.Child("incident") ?? root.Child("message")?.Encoded("data")?.Child("incident")
            ?? throw root.Invalid("incident", "Is missing; an incident of Cloud Monitoring was expected.");
        var state = incident.Scalar("state");
        var labels = Labels(incident);
        var documentation = incident.Child("documentation");
        var name = incident.First("policy_name", "condition_name");
        return new AlertDraft
        {
            Name = name,
            Status = StatusWords.Parse(state)
                ?? throw incident.Invalid("state", $"Is {PayloadNode.Short(state)}; open or closed was expected."),
            Severity = Severities.Parse(incident.Scalar("severity")),
            Summary = documentation?.Scalar("subject") ?? incident.Scalar("summary"),
            Description = documentation?.Scalar("content") ?? incident.First("documentation", "summary"),
            Labels = labels,
            Annotations = incident.Scalars(),
            StartsAt = incident.Instant("started_at"),
            EndsAt = incident.Instant("ended_at"),
            Fingerprint = Identifier.From("condition", name ?? "", incident.First("condition_name", "resource_name") ?? "", Place(labels)),
            Occurrence = incident.Scalar("incident_id"),
            GeneratorUrl = incident.Scalar("url"),
            RunbookUrl = Runbook(documentation),
            Original = root.Json,
        };
    }

    private static string Place(Dictionary<string, string> labels) =>
        string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));

    private static string? Runbook(PayloadNode? documentation) =>
        (documentation?.Items("links")
            ?? []).Where(l => l.Element.ValueKind == JsonValueKind.Object).Select(l => l.Node().Scalar("url")).FirstOrDefault();

    private static Dictionary<string, string> Labels(PayloadNode incident)
    {
        var resource = incident.Child("resource");
        var labels = resource?.Child("labels")?.Scalars() ?? [];
        if (resource?.Scalar("type") is { } type)
        {
            labels.TryAdd("resource_type", type);
            if (type.StartsWith("k8s_", StringComparison.Ordinal)
                && labels.TryGetValue("cluster_name", out var cluster)) labels.TryAdd("cluster", cluster);
        }

        if (incident.Child("metadata")?.Child("system_labels") is { } system && system.Scalar("top_level_controller_type") is { } kind
            && system.Scalar("top_level_controller_name") is { } workload) labels.TryAdd(kind.ToLowerInvariant(), workload);
        string[] more = ["metric", "metadata"];
        foreach (var part in more.Select(incident.Child).OfType<PayloadNode>())
        {
            foreach (var (name, value) in (part.Child("labels") ?? part.Child("user_labels"))?.Scalars() ?? []) labels.TryAdd(name, value);
        }

        foreach (var (name, value) in incident.Child("policy_user_labels")?.Scalars() ?? []) labels.TryAdd(name, value);
        return labels;
    }
}
