using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Pipeline.Access;

/// <summary>Finds the credential of a request, and records its use at most once a minute.</summary>
public sealed class KeyVerifier(IKeyStore keys, TimeProvider time)
{
    private static readonly TimeSpan s_useInterval = TimeSpan.FromMinutes(1);

    /// <summary>The credential of the key; null where there is none of that kind, or it has expired.</summary>
    public async Task<AccessKey?> FindAsync(string key, AccessKeyKind kind, CancellationToken cancellationToken)
    {
        if (!AccessKeys.HasForm(key, kind)) return null;
        if (await keys.FindAsync(AccessKeys.Hash(key), cancellationToken) is not { } found || found.Kind != kind) return null;
        var now = time.GetUtcNow();
        if (found.LastUsedAt is null || now - found.LastUsedAt >= s_useInterval) await RecordUseAsync(found, now, cancellationToken);
        return found;
    }

    /// <summary>The principal of an API key; null where there is no such key, or it has expired.</summary>
    public async Task<Principal?> AuthenticateAsync(string apiKey, CancellationToken cancellationToken) =>
        await FindAsync(apiKey, AccessKeyKind.Api, cancellationToken) is { } key ? Principal.Of(key) : null;

    private async Task RecordUseAsync(AccessKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await keys.RecordUseAsync(key, now, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Reading goes on while a disk is full.
        }
    }
}
