namespace OpsWorker.Core;

/// <summary>A tenant: the team that owns clusters and alerts.</summary>
public sealed record Organisation
{
    /// <summary>The default time zone.</summary>
    public const string DefaultTimeZone = "UTC";

    /// <summary>The default local hour of the daily digest.</summary>
    public const int DefaultDigestHour = 9;

    /// <summary>The id that scopes everything else.</summary>
    public required OrganisationId Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>IANA name of the time zone in which its day begins, for example <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = DefaultTimeZone;

    /// <summary>The local hour at which its daily digest is sent, from 0 to 23; null means <see cref="DefaultDigestHour"/>.</summary>
    public int? DigestHour { get; init; }

    /// <summary>True if no daily digest is sent.</summary>
    public bool DailyDigestOff { get; init; }

    /// <summary>The local day of the weekly digest, at the hour of the daily one; null if none is sent.</summary>
    public DayOfWeek? WeeklyDigestDay { get; init; }

    /// <summary>The Slack channel of its digests; null for that of the incidents.</summary>
    public string? DigestChannel { get; init; }

    /// <summary>The time of creation.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The version of the record, incremented by each update and compared by the next; 1 for records of earlier
    /// versions.
    /// </summary>
    public int Version { get; set; } = 1;
}

/// <summary>Stores organisations.</summary>
public interface IOrganisationStore
{
    /// <summary>
    /// Stores a new organisation, whose version is 1, or a change of one. False where the id is taken, or what is stored is
    /// not of version <c>organisation.Version - 1</c>; nothing is changed then.
    /// </summary>
    Task<bool> TryPutAsync(Organisation organisation, CancellationToken cancellationToken);

    /// <summary>The organisation, or null.</summary>
    Task<Organisation?> GetAsync(OrganisationId id, CancellationToken cancellationToken);

    /// <summary>Every organisation, in order of id.</summary>
    Task<Page<Organisation>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}
