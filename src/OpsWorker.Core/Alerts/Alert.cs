namespace OpsWorker.Core.Alerts;

/// <summary>The state of an alert: firing or resolved.</summary>
public enum AlertStatus
{
    /// <summary>The condition holds.</summary>
    Firing,

    /// <summary>The condition no longer holds.</summary>
    Resolved,
}

/// <summary>Severity as the sender states it, in ascending order.</summary>
public enum Severity
{
    /// <summary>The sender states none, or one that is not recognised.</summary>
    Unknown,

    /// <summary>A watchdog or heartbeat alert that is not meant for people.</summary>
    None,

    /// <summary>Informational; needs no action.</summary>
    Info,

    /// <summary>Needs attention in working hours.</summary>
    Warning,

    /// <summary>Something is broken.</summary>
    Error,

    /// <summary>Pages the person on call.</summary>
    Critical,
}

/// <summary>One occurrence of a monitoring alert, normalised from any source.</summary>
public sealed record Alert
{
    /// <summary>
    /// <c>al_…</c>, made of organisation, source, fingerprint and start: the same occurrence, sent again, has the
    /// same id, firing and resolved alike.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The source, as in the webhook's path: <c>alertmanager</c>, <c>grafana</c>, ….</summary>
    public required string Source { get; init; }

    /// <summary>The sender's identity of the alert across occurrences, or a hash of its labels where it has none.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Firing or resolved.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The rule that fired, for Prometheus the label <c>alertname</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The severity that the sender states.</summary>
    public Severity Severity { get; init; }

    /// <summary>The sender's one-line summary; null without one.</summary>
    public string? Summary { get; init; }

    /// <summary>The sender's longer description; null without one.</summary>
    public string? Description { get; init; }

    /// <summary>Labels that identify and locate the alert.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations that the sender adds for people, such as a runbook link.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The start of the condition, by the sender's clock.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The end of the condition; null while the alert fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The time of receipt.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// True if the sender does not state the start, so that <see cref="StartsAt"/> is the time of the event or of its receipt. The
    /// alerts of one occurrence then have different ids and belong together by <see cref="Fingerprint"/>.
    /// </summary>
    public bool StartIsUnknown { get; init; }

    /// <summary>A link to the alert at the sender: the rule's expression, the monitor, the problem.</summary>
    public string? GeneratorUrl { get; init; }

    /// <summary>A link to the runbook; null without one.</summary>
    public string? RunbookUrl { get; init; }

    /// <summary>A link to the dashboard; null without one.</summary>
    public string? DashboardUrl { get; init; }

    /// <summary>A link to the panel or graph of the measured value; null without one.</summary>
    public string? PanelUrl { get; init; }

    /// <summary>A link that opens the form for a silence of this alert; null without one.</summary>
    public string? SilenceUrl { get; init; }

    /// <summary>The object of Kubernetes that the alert names; null if it names none.</summary>
    public AlertResource? Resource { get; init; }

    /// <summary>
    /// The alert as the sender wrote it: JSON without secrets, cut where it is long; null if it is very long, and for records of
    /// earlier versions.
    /// </summary>
    public string? Original { get; init; }

    /// <summary>The workspace of the key that it was sent with; null for none.</summary>
    public string? Workspace { get; init; }

    /// <summary>The incident that the alert belongs to; null if no rule opened one.</summary>
    public string? IncidentId { get; init; }

    /// <summary>Derives the id of an occurrence; see <see cref="Id"/>.</summary>
    public static string IdOf(OrganisationId organisation, string source, string fingerprint, DateTimeOffset startsAt) =>
        IdOf(organisation, source, fingerprint, startsAt.UtcDateTime.ToString("O"));

    /// <summary>Derives the id of an occurrence that its sender identifies by a text of its own, such as an incident's number.</summary>
    public static string IdOf(OrganisationId organisation, string source, string fingerprint, string occurrence) =>
        Identifier.From("al", organisation.Value, source, fingerprint, occurrence);
}
