using System.Globalization;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Digests;

/// <summary>What happened to an organisation in a day, as its people read it in the morning.</summary>
public sealed record Digest
{
    /// <summary><c>dig_…</c>, made of the organisation and the date.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The local date on which it is sent.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The time zone of the date, an IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What it is about: from the hour of the digest on the day before to that hour on <see cref="Date"/>.</summary>
    public required TimeRange Period { get; init; }

    /// <summary>The numbers of the period.</summary>
    public required DigestNumbers Numbers { get; init; }

    /// <summary>The numbers of the period before, for comparison.</summary>
    public required DigestNumbers Before { get; init; }

    /// <summary>The root causes that were found, the most frequent first.</summary>
    public IReadOnlyList<DigestCause> Causes { get; init; } = [];

    /// <summary>The incidents whose investigation ended without a cause, newest first.</summary>
    public IReadOnlyList<DigestIncident> Unexplained { get; init; } = [];

    /// <summary>The incidents that are open at the end of the period, whenever they were opened, oldest first.</summary>
    public IReadOnlyList<DigestIncident> StillOpen { get; init; } = [];

    /// <summary>The alerts that came often and opened few incidents or none, the most frequent first.</summary>
    public IReadOnlyList<DigestNoise> Noise { get; init; } = [];

    /// <summary>The clusters that were silent in the period, those that still are first.</summary>
    public IReadOnlyList<DigestOutage> Outages { get; init; } = [];

    /// <summary>How many clusters the organisation has.</summary>
    public required int Clusters { get; init; }

    /// <summary>Whether more happened than was read, so that the numbers say less than was.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether nothing happened and nothing is left open.</summary>
    public bool IsQuiet =>
        Numbers is { Alerts: 0, Incidents: 0, Investigations: 0 } && StillOpen.Count == 0 && Outages.Count == 0;

    /// <summary>The id of an organisation's digest.</summary>
    public static string IdOf(OrganisationId organisation, DateOnly date) =>
        Identifier.From("dig", organisation.Value, date.ToString("O", CultureInfo.InvariantCulture));
}

/// <summary>A root cause that was found, once or more often.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">How many investigations found it.</param>
/// <param name="Objects">What had it, the most frequent first, without repetition; not more than a few.</param>
/// <param name="ObjectCount">How many objects had it.</param>
public sealed record DigestCause(CauseCode Cause, int Count, IReadOnlyList<ObjectReference> Objects, int ObjectCount);

/// <summary>An incident as a digest lists it.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Cluster">The cluster's name, where it is known.</param>
/// <param name="OpenedAt">Since when it is known here.</param>
public sealed record DigestIncident(string Id, string Title, Severity Severity, string? Cluster, DateTimeOffset OpenedAt);

/// <summary>An alert that came often.</summary>
/// <param name="Name">The rule that fired.</param>
/// <param name="Alerts">How many alerts it sent.</param>
/// <param name="Incidents">How many of them opened an incident.</param>
/// <param name="Recorded">How many of them a rule of ours only recorded; the others joined an incident that was open.</param>
public sealed record DigestNoise(string Name, int Alerts, int Incidents, int Recorded);

/// <summary>A cluster that was silent.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Times">How often within the period.</param>
/// <param name="Silent">For how long, within the period.</param>
/// <param name="IsDisconnected">Whether it is silent at the period's end.</param>
public sealed record DigestOutage(string Cluster, int Times, TimeSpan Silent, bool IsDisconnected);
