using OpsWorker.Core.Access;

namespace OpsWorker.Api.Keys;

/// <summary>A key without its secret.</summary>
internal sealed record KeyResponse(
    string Id,
    AccessKeyKind Kind,
    string? Name,
    AccessRole? Role,
    IReadOnlyList<AccessScope>? Scopes,
    string? Source,
    string? Workspace,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt)
{
    public static KeyResponse Of(AccessKey key) => new(
        key.Id,
        key.Kind,
        key.Name,
        AccessRoles.Of(key),
        key.Scopes,
        key.Source,
        key.Workspace,
        key.CreatedAt,
        key.CreatedBy,
        key.ExpiresAt,
        key.LastUsedAt);
}

/// <summary>A key that was just made.</summary>
/// <param name="Record">The key without its secret.</param>
/// <param name="Key">The secret, shown only once.</param>
/// <param name="PreviousKeyExpiresAt">The time until which a replaced key stays valid at most.</param>
internal sealed record NewKeyResponse(KeyResponse Record, string Key, DateTimeOffset? PreviousKeyExpiresAt);
