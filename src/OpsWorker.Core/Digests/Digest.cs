using System.Globalization;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Rules;

namespace OpsWorker.Core.Digests;

/// <summary>The period of a digest.</summary>
public enum DigestSpan
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>Seven days.</summary>
    Week,
}

/// <summary>The summary of an organisation's incidents of a day or a week.</summary>
public sealed record Digest
{
    /// <summary><c>dig_…</c>, made of the organisation and the date.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The local date on which it is sent.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The period: a day or a week.</summary>
    public DigestSpan Span { get; init; }

    /// <summary>True if the period is not over: the digest says what happened so far.</summary>
    public bool IsSoFar { get; init; }

    /// <summary>The Slack channel; null for that of the incidents.</summary>
    public string? Channel { get; init; }

    /// <summary>The time zone of the date, an IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The period covered: from the digest's hour on the day or the week before to that hour on <see cref="Date"/>.</summary>
    public required TimeRange Period { get; init; }

    /// <summary>The numbers of the period.</summary>
    public required DigestNumbers Numbers { get; init; }

    /// <summary>The numbers of the period before, for comparison.</summary>
    public required DigestNumbers Before { get; init; }

    /// <summary>The root causes that were found, the most frequent first.</summary>
    public IReadOnlyList<DigestCause> Causes { get; init; } = [];

    /// <summary>The incidents whose investigation ended without a cause, newest first.</summary>
    public IReadOnlyList<DigestIncident> Unexplained { get; init; } = [];

    /// <summary>Incidents open at the end of the period, oldest first.</summary>
    public IReadOnlyList<DigestIncident> StillOpen { get; init; } = [];

    /// <summary>Frequent alerts that opened few incidents or none, the most frequent first.</summary>
    public IReadOnlyList<DigestNoise> Noise { get; init; } = [];

    /// <summary>Clusters that were disconnected in the period, those that still are first.</summary>
    public IReadOnlyList<DigestOutage> Outages { get; init; } = [];

    /// <summary>Number of clusters of the organisation.</summary>
    public required int Clusters { get; init; }

    /// <summary>True if the numbers are too low because the period had more records than were read.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>True if nothing happened and nothing is open.</summary>
    public bool IsQuiet =>
        Numbers is { Alerts: 0, Incidents: 0, Investigations: 0 } && StillOpen.Count == 0 && Outages.Count == 0;

    /// <summary>The id of an organisation's digest.</summary>
    public static string IdOf(OrganisationId organisation, DateOnly date, DigestSpan span = DigestSpan.Day)
    {
        var day = date.ToString("O", CultureInfo.InvariantCulture);
        return span == DigestSpan.Day
            ? Identifier.From("dig", organisation.Value, day)
            : Identifier.From("dig", organisation.Value, day, span.ToString());
    }
}

/// <summary>A root cause that was found, once or more often.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">Investigations that found it.</param>
/// <param name="Objects">The affected objects, the most frequent first; shortened.</param>
/// <param name="ObjectCount">Number of affected objects.</param>
public sealed record DigestCause(CauseCode Cause, int Count, IReadOnlyList<ObjectReference> Objects, int ObjectCount);

/// <summary>An incident as a digest lists it.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Cluster">The cluster's name, where it is known.</param>
/// <param name="OpenedAt">The time of opening.</param>
public sealed record DigestIncident(string Id, string Title, Severity Severity, string? Cluster, DateTimeOffset OpenedAt);

/// <summary>An alert that came often.</summary>
/// <param name="Name">The rule that fired.</param>
/// <param name="Alerts">Alerts received.</param>
/// <param name="Incidents">Alerts that opened an incident.</param>
/// <param name="Recorded">Alerts that a rule only recorded; the rest joined an open incident.</param>
/// <param name="ProposedRule">A rule that would make it quieter; null where there is nothing to gain.</param>
public sealed record DigestNoise(string Name, int Alerts, int Incidents, int Recorded, Rule? ProposedRule = null);

/// <summary>A cluster that was silent.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Times">Outages in the period.</param>
/// <param name="Silent">For how long, within the period.</param>
/// <param name="IsDisconnected">True if disconnected at the end of the period.</param>
public sealed record DigestOutage(string Cluster, int Times, TimeSpan Silent, bool IsDisconnected);
