using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>A group of alerts as Alertmanager and Grafana send them: each alert has what the group has, unless it has its own.</summary>
/// <param name="Status">The status of the group; null without one.</param>
/// <param name="Labels">The labels that all of its alerts have.</param>
/// <param name="Annotations">The annotations that all of its alerts have.</param>
/// <param name="ExternalUrl">The address of the sender's own pages.</param>
internal sealed record AlertGroup(
    AlertStatus? Status, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, string? ExternalUrl)
{
    private static AlertGroup Read(PayloadNode root) =>
        new(GroupStatusOf(root), Common(root, "commonLabels"), Common(root, "commonAnnotations"), root.Scalar("externalURL"));

    /// <summary>Reads the alerts of a group, each alone.</summary>
    /// <param name="root">The group.</param>
    /// <param name="batch">Takes the alerts.</param>
    /// <param name="complete">Adds what only this source has.</param>
    /// <exception cref="InvalidPayloadException">The group has no alerts.</exception>
    public static void ReadAlerts(PayloadNode root, BatchReader batch, Func<AlertDraft, PayloadNode, AlertGroup, AlertDraft> complete)
    {
        var alerts = root.Array("alerts");
        if (alerts.Count == 0) throw new InvalidPayloadException("alerts", "Is empty; at least one alert was expected.");
        var group = Read(root);
        batch.ReadEach(alerts, node => complete(group.Draft(node, batch.ReceivedAt), node, group));
        batch.Truncate(root.Count("truncatedAlerts"));
    }

    private AlertDraft Draft(PayloadNode node, DateTimeOffset receivedAt)
    {
        var labels = Merged(Labels, node.Texts("labels"));
        var annotations = Merged(Annotations, node.Texts("annotations"));
        var startsAt = node.Time("startsAt");
        var endsAt = node.Time("endsAt");
        return new AlertDraft
        {
            Name = labels.GetValueOrDefault("alertname"),
            Status = StatusOf(node) ?? Status ?? (endsAt <= receivedAt && endsAt > startsAt ? AlertStatus.Resolved : AlertStatus.Firing),
            Summary = Given(annotations, "summary") ?? Given(annotations, "message"),
            Description = Given(annotations, "description"),
            Labels = labels,
            Annotations = annotations,
            StartsAt = startsAt,
            EndsAt = endsAt,
            Fingerprint = node.Scalar("fingerprint"),
            GeneratorUrl = AlertLinks.Absolute(node.Scalar("generatorURL"), ExternalUrl),
            Original = node.Json,
        };
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> common, Dictionary<string, string> own)
    {
        foreach (var (name, value) in common) own.TryAdd(name, value);
        return own;
    }

    private static string? Given(IReadOnlyDictionary<string, string> texts, string name) =>
        texts.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    // A group's own status is a fallback: whatever it is, its alerts have theirs.
    private static AlertStatus? GroupStatusOf(PayloadNode root) => StatusWords.Parse(root.Scalar("status"));

    private static Dictionary<string, string> Common(PayloadNode root, string name) => root.Child(name)?.Scalars() ?? [];

    private static AlertStatus? StatusOf(PayloadNode node) => (node.Child("status")?.Scalar("state") ?? node.Scalar("status")) switch
    {
        null => null,
        "suppressed" or "unprocessed" => AlertStatus.Firing,
        var word => StatusWords.Parse(word)
            ?? throw node.Invalid("status", $"Is \"{PayloadNode.Short(word)}\"; \"firing\" or \"resolved\" was expected."),
    };
}
