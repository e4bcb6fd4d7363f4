using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>A cluster with a token of its agent, which is shown once and never stored.</summary>
public sealed record ClusterWithToken(Cluster Cluster, string Token)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Cluster.Id} with a token";
}

/// <summary>Creates and removes clusters, and issues the tokens of their agents.</summary>
public sealed class ClusterLifecycle(
    IClusterStore clusters, IOrganisationStore organisations, IAgentCredentialIssuer issuer, TimeProvider time)
{
    /// <summary>The default time for which a replaced token stays valid.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(24);

    /// <summary>The longest grace.</summary>
    public static readonly TimeSpan MaxGrace = TimeSpan.FromDays(7);

    /// <summary>The time for which a removed cluster's agent gets the reason of its refusal; after that its token is unknown.</summary>
    private static readonly TimeSpan RemovedTokenKept = TimeSpan.FromDays(30);

    /// <summary>Adds a cluster; null where its name is taken.</summary>
    /// <param name="cluster">The cluster, with a new id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ClusterWithToken?> AddAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var (token, key) = AccessKeys.Create(cluster.Organisation, AccessKeyKind.Cluster, time.GetUtcNow(), cluster.Id);
        var added = cluster with { TokenId = key.Id };
        await issuer.PrepareAsync(cluster.Id, cancellationToken);
        if (!await clusters.TryCreateAsync(added, cancellationToken))
        {
            await issuer.RetireAsync(cluster.Id, cancellationToken);
            return null;
        }

        await organisations.AddKeyAsync(key, cancellationToken);
        return new ClusterWithToken(added, token);
    }

    /// <summary>
    /// Gives the cluster's agent a new token; the old one works for <paramref name="grace"/>. Null where there is no such cluster.
    /// </summary>
    public async Task<ClusterWithToken?> RotateTokenAsync(
        OrganisationId organisation, string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (await clusters.GetAsync(organisation, id, cancellationToken) is not { } cluster) return null;
        var now = time.GetUtcNow();
        var (token, key) = AccessKeys.Create(organisation, AccessKeyKind.Cluster, now, id);
        await organisations.AddKeyAsync(key, cancellationToken);

        // Before the change, so that a crash leaves no token that never ends; after it, for who rotates at the same time.
        var previous = cluster.TokenId;
        await ExpireAsync(organisation, previous, now + grace, cancellationToken);
        var rotated = await clusters.UpdateAsync(
            id,
            c =>
            {
                previous = c.TokenId;
                return c with { TokenId = key.Id };
            },
            cancellationToken);
        await ExpireAsync(organisation, previous, now + grace, cancellationToken);
        return rotated is null ? null : new ClusterWithToken(rotated, token);
    }

    /// <summary>
    /// Removes the cluster. Its agent is refused from then on, and told why. False where the organisation has no such cluster.
    /// </summary>
    public async Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        if (await clusters.GetAsync(organisation, id, cancellationToken) is not { } cluster) return false;
        await ExpireAsync(organisation, cluster.TokenId, time.GetUtcNow() + RemovedTokenKept, cancellationToken);
        var removed = await clusters.RemoveAsync(organisation, id, cancellationToken);
        await issuer.RetireAsync(id, cancellationToken);
        return removed;
    }

    private Task ExpireAsync(OrganisationId organisation, string? keyId, DateTimeOffset at, CancellationToken cancellationToken) =>
        keyId is null ? Task.CompletedTask : organisations.ExpireKeyAsync(organisation, keyId, at, cancellationToken);
}
