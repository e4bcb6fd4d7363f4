using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads Dynatrace's problem notifications (Dynatrace documentation, "Webhook integration"), of which the owner chooses the
/// fields.
/// </summary>
public sealed class DynatraceSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "dynatrace";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "ProblemID", "State") || Shape.Has(payload, "ProblemTitle", "PID");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), node => ReadProblem(node, batch));

    private static AlertDraft? ReadProblem(PayloadNode node, BatchReader batch)
    {
        var fields = new FlatPayload(node);
        var state = fields.First("State", "problemState", "event.status");
        if (state is "MERGED")
        {
            batch.Skip("State", "Is MERGED: the problem became part of another one.");
            return null;
        }

        var name = fields.First("ProblemTitle", "event.name", "title");
        var details = node.Embedded("ProblemDetailsJSONv2") ?? node.Embedded("ProblemDetailsJSON");
        var labels = new Dictionary<string, string>();
        TagList.AddTo(labels, [fields.First("Tags") ?? ""]);
        foreach (var (field, value) in fields.ByPath.Where(f => ResourceLabels.IsPlace(f.Key))) labels.TryAdd(field, value);
        if (fields.First("ImpactedEntity", "ImpactedEntityNames") is { } entity) labels.TryAdd("entity", entity);
        return new AlertDraft
        {
            Name = name,
            Status = StatusWords.Parse(state)
                ?? throw node.Invalid("State", $"Is {PayloadNode.Short(state)}; OPEN or RESOLVED was expected."),
            Severity = SeverityOf(fields.First("ProblemSeverity", "severityLevel", "event.category")),
            Summary = fields.First("ProblemImpact") is { } impact ? $"{name} ({impact})" : null,
            Description = fields.First("ProblemDetailsText", "event.description"),
            Labels = labels,
            Annotations = fields.ByPath,
            StartsAt = details?.Instant("startTime") ?? fields.Instant("ProblemStartTime", "event.start"),
            EndsAt = details?.Instant("endTime") ?? fields.Instant("ProblemEndTime", "event.end"),
            Fingerprint = Identifier.From("problem", name ?? "", fields.First("ImpactedEntity", "ImpactedEntityNames") ?? ""),
            Occurrence = fields.First("PID", "ProblemID", "display_id"),
            GeneratorUrl = fields.First("ProblemURL"),
            Original = node.Json,
        };
    }

    private static Severity SeverityOf(string? text) => text?.ToUpperInvariant() switch
    {
        "AVAILABILITY" => Severity.Critical,
        "ERROR" or "MONITORING_UNAVAILABLE" => Severity.Error,
        "PERFORMANCE" or "RESOURCE_CONTENTION" or "RESOURCE" or "CUSTOM_ALERT" => Severity.Warning,
        "INFO" => Severity.Info,
        _ => Severity.Unknown,
    };
}
