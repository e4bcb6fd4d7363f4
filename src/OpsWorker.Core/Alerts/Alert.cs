namespace OpsWorker.Core.Alerts;

/// <summary>Whether the condition of an alert holds.</summary>
public enum AlertStatus
{
    /// <summary>It holds.</summary>
    Firing,

    /// <summary>It held, and no longer does.</summary>
    Resolved,
}

/// <summary>How bad the sender says it is, from least to most.</summary>
public enum Severity
{
    /// <summary>The sender does not say, or in words that are not known.</summary>
    Unknown,

    /// <summary>Not meant for a person: a watchdog.</summary>
    None,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Worth looking at in working hours.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,

    /// <summary>Worth waking somebody.</summary>
    Critical,
}

/// <summary>One occurrence of a monitoring alert, in the same shape whatever system sent it.</summary>
public sealed record Alert
{
    /// <summary>
    /// <c>al_…</c>, made of organisation, source, fingerprint and start: the same occurrence, sent again, has the
    /// same id, firing and resolved alike.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>What sent it, as in the webhook's address: <c>alertmanager</c>, <c>grafana</c>, ….</summary>
    public required string Source { get; init; }

    /// <summary>The sender's identity of the alert across occurrences, or a hash of its labels where it has none.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether it still holds.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The rule that fired, for Prometheus the label <c>alertname</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How bad the sender says it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>One line for people, where the sender gave one.</summary>
    public string? Summary { get; init; }

    /// <summary>More for people, where the sender gave more.</summary>
    public string? Description { get; init; }

    /// <summary>What identifies and locates the alert.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What the sender adds for people.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Since when the condition holds, by the sender's clock.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it ended; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it reached us.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Where the sender shows the rule's expression.</summary>
    public string? GeneratorUrl { get; init; }

    /// <summary>The incident that it is part of; null where no rule wanted one.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The identifier of this occurrence; see <see cref="Id"/>.</summary>
    public static string IdOf(OrganisationId organisation, string source, string fingerprint, DateTimeOffset startsAt) =>
        Identifier.From("al", organisation.Value, source, fingerprint, startsAt.UtcDateTime.ToString("O"));
}
