using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Server.Commands.Keys;

/// <summary>The keys of an organisation in the records, for who has those: a data folder, or an account of AWS.</summary>
internal sealed class StoredKeys : IKeyHolder
{
    private readonly KeyLifecycle _keys;
    private readonly Principal _principal;
    private readonly TimeProvider _time;

    /// <summary>Manages keys under the name that the audit log shows.</summary>
    public StoredKeys(IKeyStore keys, IAuditStore audit, TimeProvider time, OrganisationId organisation, string subject)
    {
        var log = new AuditLog(audit, time);
        _keys = new KeyLifecycle(keys, new AccessGuard(log), log, time);
        _principal = new Principal(organisation, subject, AccessRole.Admin);
        _time = time;
    }

    /// <inheritdoc/>
    public async Task<AddedKey> AddAsync(KeyRequest key, CancellationToken cancellationToken)
    {
        try
        {
            var added = await _keys.AddAsync(_principal, key, cancellationToken);
            return new AddedKey(Listed(added.Record), added.Key, null);
        }
        catch (InvalidKeyException e)
        {
            throw new UserErrorException($"{e.Field}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListedKey>> ListAsync(CancellationToken cancellationToken)
    {
        var keys = new List<ListedKey>();
        var page = new PageRequest(PageRequest.MaxLimit);
        do
        {
            var found = await _keys.ListAsync(_principal, page, cancellationToken);
            keys.AddRange(found.Items.Select(Listed));
            page = page with { Token = found.NextToken };
        }
        while (page.Token is not null);
        return keys;
    }

    /// <inheritdoc/>
    public async Task RevokeAsync(string id, CancellationToken cancellationToken)
    {
        if (!await _keys.RevokeAsync(_principal, id, cancellationToken)) throw NotFound(id);
    }

    /// <inheritdoc/>
    public async Task<AddedKey> RotateAsync(string id, double? graceHours, CancellationToken cancellationToken)
    {
        var grace = graceHours is { } hours ? TimeSpan.FromHours(hours) : KeyLifecycle.DefaultGrace;
        var rotated = await _keys.RotateAsync(_principal, id, grace, cancellationToken) ?? throw NotFound(id);
        return new AddedKey(Listed(rotated.Record), rotated.Key, _time.GetUtcNow() + grace);
    }

    private static ListedKey Listed(AccessKey key) => new(
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

    private static UserErrorException NotFound(string id) => new($"There is no key {id}; `opsworker key list` shows those that are there.");
}
