using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads the webhooks of Opsgenie and Jira Service Management (Atlassian documentation, "Alert action data").</summary>
public sealed class OpsgenieSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "opsgenie";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "action") && Shape.Has(Shape.Child(payload, "alert"), "alertId");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), root => ReadAction(root, batch));

    private static AlertDraft? ReadAction(PayloadNode root, BatchReader batch)
    {
        var action = root.Scalar("action") ?? throw root.Invalid("action", "Is missing; an action such as Create or Close was expected.");
        AlertStatus? status = action.ToUpperInvariant() switch
        {
            "CREATE" => AlertStatus.Firing,
            "CLOSE" or "DELETE" or "RESOLVE" => AlertStatus.Resolved,
            _ => null,
        };
        if (status is null)
        {
            batch.Skip("action", "The action neither opens nor closes an alert.");
            return null;
        }

        var alert = root.Child("alert") ?? throw root.Invalid("alert", "Is missing; the alert was expected.");
        var id = alert.First("alertId", "id") ?? throw alert.Invalid("alertId", "Is missing; the alert's id was expected.");
        var labels = alert.Child("details")?.Scalars() ?? [];
        var bare = TagList.AddTo(labels, alert.List("tags"));
        var annotations = alert.Scalars();
        if (bare.Count > 0) annotations.TryAdd("tags", string.Join(',', bare));
        return new AlertDraft
        {
            Name = alert.First("message", "alias"),
            Status = status.Value,
            Severity = Severities.Parse(PriorityOf(alert)),
            Description = alert.Scalar("description"),
            Labels = labels,
            Annotations = annotations,
            StartsAt = alert.Instant("createdAt", "insertedAt"),
            EndsAt = alert.Instant("updatedAt"),
            Fingerprint = alert.Scalar("alias") ?? id,
            Occurrence = id,
            GeneratorUrl = alert.First("url", "link") ?? $"https://app.opsgenie.com/alert/detail/{Uri.EscapeDataString(id)}/details",
            Original = root.Json,
        };
    }

    // P3, or 3 where it was written as a number.
    private static string? PriorityOf(PayloadNode alert)
    {
        var priority = alert.Scalar("priority");
        return priority is [>= '1' and <= '5'] ? "P" + priority : priority;
    }
}
