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

    /// <summary>The time of creation.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The version of the record, incremented by each update and compared by the next; 1 for records of earlier
    /// versions.
    /// </summary>
    public int Version { get; set; } = 1;
}

/// <summary>The permissions of a credential.</summary>
public enum AccessKeyKind
{
    /// <summary>May send alerts to the webhook endpoints, nothing else.</summary>
    Webhook,

    /// <summary>May read and change the organisation's records through the API.</summary>
    Api,

    /// <summary>May act as the agent of one cluster: receive its commands and answer them.</summary>
    Cluster,
}

/// <summary>A credential of an organisation. The key itself is shown once and never stored.</summary>
public sealed record AccessKey
{
    /// <summary>Identifies the credential in lists and logs; not secret.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The permissions.</summary>
    public required AccessKeyKind Kind { get; init; }

    /// <summary>The agent's cluster for <see cref="AccessKeyKind.Cluster"/>; null for other kinds.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the key.</summary>
    public required string Hash { get; init; }

    /// <summary>The time of creation.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time of expiry; null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Stores organisations and their credentials.</summary>
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

    /// <summary>Adds a credential; adding the same id again changes nothing.</summary>
    Task AddKeyAsync(AccessKey key, CancellationToken cancellationToken);

    /// <summary>
    /// The credential with this hash; null if there is none or it has expired. The only unscoped look-up: it determines
    /// the organisation.
    /// </summary>
    Task<AccessKey?> FindKeyAsync(string hash, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the expiry of a credential, unless it expires earlier; a time in the past revokes it at once. False if the
    /// organisation has no credential with that id.
    /// </summary>
    Task<bool> ExpireKeyAsync(OrganisationId organisation, string keyId, DateTimeOffset at, CancellationToken cancellationToken);
}
