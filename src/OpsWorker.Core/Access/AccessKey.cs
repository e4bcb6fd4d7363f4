namespace OpsWorker.Core.Access;

/// <summary>The use of a credential.</summary>
public enum AccessKeyKind
{
    /// <summary>May send alerts to the webhook endpoints, nothing else.</summary>
    Webhook,

    /// <summary>May call the API, within its role and scopes.</summary>
    Api,

    /// <summary>May act as the agent of one cluster: receive its commands and answer them.</summary>
    Cluster,

    /// <summary>May register the agent of one cluster, once: it is exchanged for the agent's own token.</summary>
    Registration,
}

/// <summary>A credential of an organisation. The key itself is shown once and never stored.</summary>
public sealed record AccessKey
{
    /// <summary>Identifies the credential in lists and logs; not secret.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The use.</summary>
    public required AccessKeyKind Kind { get; init; }

    /// <summary>The name shown to people; null without one.</summary>
    public string? Name { get; init; }

    /// <summary>The role of an API key; null for keys of earlier versions, which are <see cref="AccessRole.Admin"/>.</summary>
    public AccessRole? Role { get; init; }

    /// <summary>The permissions that an API key is limited to; null for all of its role.</summary>
    public IReadOnlyList<AccessScope>? Scopes { get; init; }

    /// <summary>The only source that a webhook key may send as; null for any.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// The workspace that the key is limited to: alerts that a webhook key sends belong to it, an API key sees and handles what belongs to
    /// it. Null for the whole organisation.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>
    /// The cluster of <see cref="AccessKeyKind.Cluster"/> and <see cref="AccessKeyKind.Registration"/>; null for other kinds.
    /// </summary>
    public string? ClusterId { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the key.</summary>
    public required string Hash { get; init; }

    /// <summary>The time of creation.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The <see cref="Principal.Subject"/> that created it; null where the server did.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The time of expiry; null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The last use, to the minute; null if it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
