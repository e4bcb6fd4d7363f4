using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Access;

/// <summary>A credential with its key, which is shown once and never stored.</summary>
public sealed record KeyWithSecret(AccessKey Record, string Key)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Record.Id} with its key";
}

/// <summary>Adds, lists, revokes and rotates API keys and webhook keys.</summary>
public sealed class KeyLifecycle(IKeyStore keys, AccessGuard access, AuditLog audit, TimeProvider time)
{
    /// <summary>The default time for which a rotated key stays valid.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(24);

    /// <summary>The longest grace.</summary>
    public static readonly TimeSpan MaxGrace = TimeSpan.FromDays(30);

    /// <summary>Adds a key.</summary>
    /// <exception cref="InvalidKeyException">The request is wrong.</exception>
    /// <exception cref="AccessDeniedException">The principal may not manage keys, or has not what the key would have.</exception>
    public async Task<KeyWithSecret> AddAsync(Principal principal, KeyRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        request.Check(now);
        await access.DemandAsync(principal, AccessScope.Keys, target: null);
        var (key, record) = AccessKeys.Create(principal.Organisation, request.Kind, now);
        record = record with
        {
            Name = request.Name,
            Role = request.Kind == AccessKeyKind.Api ? request.Role ?? AccessRole.Viewer : null,
            Scopes = request.Scopes,
            Source = request.Source,
            Workspace = request.Workspace,
            ExpiresAt = request.ExpiresAt,
            CreatedBy = principal.Subject,
        };
        await DemandGrantedAsync(principal, record);
        await keys.AddAsync(record, cancellationToken);
        await audit.RecordAsync(principal, AuditActions.KeyAdd, record.Id, Describe(record));
        return new KeyWithSecret(record, key);
    }

    /// <summary>The organisation's API keys and webhook keys; agents' tokens are managed with their clusters.</summary>
    public async Task<Page<AccessKey>> ListAsync(Principal principal, PageRequest page, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Keys, target: null);
        var found = await keys.ListAsync(principal.Organisation, page, cancellationToken);
        return found with { Items = [.. found.Items.Where(key => IsManaged(key.Kind))] };
    }

    /// <summary>The key; null where there is none.</summary>
    public async Task<AccessKey?> GetAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Keys, id);
        return await FindAsync(principal, id, cancellationToken);
    }

    /// <summary>Revokes the key at once; false where there is none.</summary>
    public async Task<bool> RevokeAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Keys, id);
        if (await FindAsync(principal, id, cancellationToken) is not { } key) return false;
        await keys.ExpireAsync(principal.Organisation, id, time.GetUtcNow(), cancellationToken);
        await audit.RecordAsync(principal, AuditActions.KeyRevoke, id, Describe(key));
        return true;
    }

    /// <summary>
    /// Adds a key of the same name, role, scopes, source, workspace and lifetime; the old one expires after the grace. Null where there is
    /// none.
    /// </summary>
    /// <exception cref="AccessDeniedException">The principal may not manage keys, or has not what the key has.</exception>
    public async Task<KeyWithSecret?> RotateAsync(Principal principal, string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Keys, id);
        if (await FindAsync(principal, id, cancellationToken) is not { } old) return null;
        await DemandGrantedAsync(principal, old);
        var now = time.GetUtcNow();
        var (key, created) = AccessKeys.Create(principal.Organisation, old.Kind, now);
        var record = old with
        {
            Id = created.Id,
            Hash = created.Hash,
            CreatedAt = now,
            CreatedBy = principal.Subject,
            ExpiresAt = old.ExpiresAt is { } end ? now + (end - old.CreatedAt) : null,
            LastUsedAt = null,
        };
        await keys.AddAsync(record, cancellationToken);
        await keys.ExpireAsync(principal.Organisation, id, now + grace, cancellationToken);
        await audit.RecordAsync(principal, AuditActions.KeyRotate, id, $"by {record.Id}, {Describe(record)}");
        return new KeyWithSecret(record, key);
    }

    private static string Describe(AccessKey key)
    {
        var name = key.Name is null ? "" : $" \"{VisibleText.Line(key.Name)}\"";
        var use = AccessRoles.Of(key) is { } role
            ? $"role {role}{(key.Scopes is { } scopes ? $", scopes {string.Join(", ", scopes)}" : "")}"
            : $"source {key.Source ?? "any"}";
        var end = key.ExpiresAt is { } at ? FormattableString.Invariant($", until {at:u}") : "";
        var workspace = key.Workspace is null ? "" : $", workspace {key.Workspace}";
        return $"{key.Kind} key{name}, {use}{workspace}{end}";
    }

    private async Task<AccessKey?> FindAsync(Principal principal, string id, CancellationToken cancellationToken) =>
        await keys.GetAsync(principal.Organisation, id, cancellationToken) is { } key && IsManaged(key.Kind) ? key : null;

    private static bool IsManaged(AccessKeyKind kind) => kind is AccessKeyKind.Api or AccessKeyKind.Webhook;

    // Nobody gets by a new key what they have not.
    private async Task DemandGrantedAsync(Principal principal, AccessKey key)
    {
        if (key.Kind != AccessKeyKind.Api) return;
        var granted = Principal.Of(key);
        foreach (var scope in Enum.GetValues<AccessScope>().Where(granted.Can))
        {
            await access.DemandAsync(principal, scope, key.Id);
        }
    }
}
