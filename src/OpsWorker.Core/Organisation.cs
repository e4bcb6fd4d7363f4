namespace OpsWorker.Core;

/// <summary>A tenant: the team whose clusters and alerts these are.</summary>
public sealed record Organisation
{
    /// <summary>The time zone of an organisation that has not said any.</summary>
    public const string DefaultTimeZone = "UTC";

    /// <summary>The hour of the daily digest of an organisation that has not said any.</summary>
    public const int DefaultDigestHour = 9;

    /// <summary>The id that scopes everything else.</summary>
    public required OrganisationId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>IANA name of the time zone in which its day begins, for example <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = DefaultTimeZone;

    /// <summary>The local hour at which its daily digest is sent, from 0 to 23; null means <see cref="DefaultDigestHour"/>.</summary>
    public int? DigestHour { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised by one at every stored change; the condition of the next one. Records of before have none, which is 1.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>What a credential allows.</summary>
public enum AccessKeyKind
{
    /// <summary>Sending alerts to the webhook endpoints, nothing else.</summary>
    Webhook,

    /// <summary>Reading and changing the organisation's records through the API.</summary>
    Api,

    /// <summary>Being the agent of one cluster: getting its commands and answering them.</summary>
    Cluster,
}

/// <summary>A credential of an organisation. The key itself is shown once and never stored.</summary>
public sealed record AccessKey
{
    /// <summary>Identifies the credential in lists and logs; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>What it allows.</summary>
    public required AccessKeyKind Kind { get; init; }

    /// <summary>Of <see cref="AccessKeyKind.Cluster"/>, whose agent may use it; null for others.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the key.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is worthless; null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Organisations and their credentials.</summary>
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

    /// <summary>The credential with this hash, or null; also null once it has expired. The one look-up that is not scoped: it finds the scope.</summary>
    Task<AccessKey?> FindKeyAsync(string hash, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a credential of the organisation expire at a time, unless it expires before; with a time that has come it is
    /// worthless at once. False where the organisation has none of that id.
    /// </summary>
    Task<bool> ExpireKeyAsync(OrganisationId organisation, string keyId, DateTimeOffset at, CancellationToken cancellationToken);
}
