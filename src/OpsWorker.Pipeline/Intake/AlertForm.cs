using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Builds an alert's normal form, alike for all sources.</summary>
internal static class AlertForm
{
    private const string NameLabel = "alertname";
    private static readonly string[] s_severityLabels = ["severity", "priority", "level", "criticality"];

    public static Alert Build(AlertDraft draft, string source, OrganisationId organisation, DateTimeOffset receivedAt)
    {
        var labels = Labels(draft);
        var startsAt = draft.StartsAt ?? draft.EventAt ?? (draft.Status == AlertStatus.Resolved ? draft.EndsAt : null) ?? receivedAt;
        var fingerprint = Fingerprints.Of(draft.Fingerprint, labels);
        return new Alert
        {
            Id = draft.Occurrence is { Length: > 0 } occurrence
                ? Alert.IdOf(organisation, source, fingerprint, occurrence)
                : Alert.IdOf(organisation, source, fingerprint, startsAt),
            Organisation = organisation,
            Source = source,
            Fingerprint = fingerprint,
            Status = draft.Status,
            Name = Given(draft.Name) ?? "unnamed alert",
            Severity = draft.Severity == Severity.Unknown ? SeverityOf(labels) : draft.Severity,
            Summary = Given(draft.Summary),
            Description = Given(draft.Description),
            Labels = ResourceLabels.Complete(labels),
            Annotations = draft.Annotations,
            StartsAt = startsAt,
            EndsAt = draft.Status == AlertStatus.Resolved ? EndOf(draft, startsAt, receivedAt) : null,
            ReceivedAt = receivedAt,
            StartIsUnknown = draft.StartsAt is null && draft.Occurrence is null,
            GeneratorUrl = AlertLinks.Checked(draft.GeneratorUrl),
            RunbookUrl = AlertLinks.Checked(draft.RunbookUrl) ?? AlertLinks.Runbook(draft.Annotations),
            DashboardUrl = AlertLinks.Checked(draft.DashboardUrl) ?? AlertLinks.Dashboard(draft.Annotations),
            PanelUrl = AlertLinks.Checked(draft.PanelUrl) ?? AlertLinks.Panel(draft.Annotations),
            SilenceUrl = AlertLinks.Checked(draft.SilenceUrl) ?? AlertLinks.Silence(draft.Annotations),
            Resource = ResourceLabels.Read(labels),
            Original = draft.Original,
        };
    }

    // Rules match the label, so an alert of a source without labels has it too.
    private static IReadOnlyDictionary<string, string> Labels(AlertDraft draft) =>
        draft.Labels.ContainsKey(NameLabel) || Given(draft.Name) is not { } name
            ? draft.Labels
            : new Dictionary<string, string>(draft.Labels) { [NameLabel] = name };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static Severity SeverityOf(IReadOnlyDictionary<string, string> labels) => s_severityLabels
        .Select(name => Severities.Parse(labels.GetValueOrDefault(name)))
        .FirstOrDefault(severity => severity != Severity.Unknown);

    private static DateTimeOffset EndOf(AlertDraft draft, DateTimeOffset startsAt, DateTimeOffset receivedAt)
    {
        var end = draft.EndsAt ?? (draft.StartsAt is null ? draft.EventAt : null) ?? receivedAt;
        return end >= startsAt ? end : receivedAt;
    }
}
