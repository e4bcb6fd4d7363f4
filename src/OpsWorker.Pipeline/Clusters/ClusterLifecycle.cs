using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Clusters.Registration;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>A cluster with a token of its agent, which is shown once and never stored.</summary>
public sealed record ClusterWithToken(Cluster Cluster, string Token)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Cluster.Id} with a token";
}

/// <summary>The end of a cluster's earlier tokens.</summary>
/// <param name="Grace">The time for which they stay valid; zero ends them at once.</param>
/// <param name="RevokeSessions">True ends the agent's open sessions too, which last an hour otherwise.</param>
public sealed record TokenRotation(TimeSpan Grace, bool RevokeSessions = false);

/// <summary>Creates, reads and removes clusters, and issues the tokens of their agents.</summary>
public sealed class ClusterLifecycle(
    IClusterStore clusters,
    IKeyStore keys,
    IAgentCredentialIssuer issuer,
    AccessGuard access,
    AuditLog audit,
    TimeProvider time)
{
    /// <summary>The default time for which a replaced token stays valid.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(24);

    /// <summary>The longest grace.</summary>
    public static readonly TimeSpan MaxGrace = TimeSpan.FromDays(7);

    /// <summary>The time for which a removed cluster's agent gets the reason of its refusal; after that its token is unknown.</summary>
    private static readonly TimeSpan RemovedTokenKept = TimeSpan.FromDays(30);

    /// <summary>The organisation's clusters in order of name.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read.</exception>
    public async Task<IReadOnlyList<Cluster>> ListAsync(Principal principal, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        var listed = await clusters.ListAsync(principal.Organisation, cancellationToken);
        return [.. listed.Where(cluster => IsShown(cluster, principal))];
    }

    /// <summary>The cluster; null where the organisation has none of that id.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read.</exception>
    public async Task<Cluster?> GetAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, id);
        return await clusters.GetAsync(principal.Organisation, id, cancellationToken) is { } cluster && IsShown(cluster, principal)
            ? cluster
            : null;
    }

    /// <summary>Adds a cluster with a token that is given to its agent by hand; null where its name is taken.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public async Task<ClusterWithToken?> AddWithTokenAsync(Principal principal, Cluster cluster, CancellationToken cancellationToken)
    {
        var (token, key) = AccessKeys.Create(cluster.Organisation, AccessKeyKind.Cluster, time.GetUtcNow(), cluster.Id);
        if (await AddAsync(principal, cluster with { TokenId = key.Id }, cancellationToken) is not { } added) return null;
        await keys.AddAsync(key, cancellationToken);
        return new ClusterWithToken(added, token);
    }

    /// <summary>Adds a cluster whose agent registers later (<see cref="ClusterRegistration"/>); null where its name is taken.</summary>
    /// <param name="principal">The principal, of the same organisation.</param>
    /// <param name="cluster">The cluster, with a new id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AccessDeniedException">The principal may not manage clusters.</exception>
    /// <exception cref="ClusterLimitException">The organisation has as many clusters as it may have.</exception>
    public async Task<Cluster?> AddAsync(Principal principal, Cluster cluster, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Clusters, cluster.Name);
        var registered = await clusters.ListAsync(principal.Organisation, cancellationToken);
        if (registered.Count >= IClusterStore.MaxClusters) throw new ClusterLimitException();
        await issuer.PrepareAsync(cluster.Id, cancellationToken);
        if (!await clusters.TryCreateAsync(cluster, cancellationToken))
        {
            await issuer.RetireAsync(cluster.Id, cancellationToken);
            return null;
        }

        await audit.RecordAsync(principal, AuditActions.ClusterAdd, cluster.Id, cluster.Name);
        return cluster;
    }

    /// <summary>
    /// Gives the cluster's agent a new token. Every earlier one ends after the grace period at the latest. Null where there is no such
    /// cluster.
    /// </summary>
    /// <exception cref="AccessDeniedException">The principal may not manage clusters.</exception>
    public async Task<ClusterWithToken?> RotateTokenAsync(
        Principal principal, string id, TokenRotation rotation, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Clusters, id);
        var organisation = principal.Organisation;
        if (await clusters.GetAsync(organisation, id, cancellationToken) is not { } cluster) return null;
        var now = time.GetUtcNow();
        var end = now + rotation.Grace;
        var (token, key) = AccessKeys.Create(organisation, AccessKeyKind.Cluster, now, id);
        await keys.AddAsync(key, cancellationToken);

        // Before the change, so that a crash leaves no token that never ends; after it, for who rotates at the same time.
        await keys.ExpireAllAsync(organisation, ClusterTokens.AgentTokens(cluster), end, cancellationToken);
        Cluster? before = null;

        // A session that an earlier token opened until it expired is to be revoked too, so it is the time behind that which counts.
        var rotated = await clusters.UpdateAsync(
            id,
            c => ClusterTokens.Replaced(before = c, key.Id, end, now) with
            {
                SessionsRevokedAt = RevokedAt(rotation, c),
            },
            cancellationToken);
        if (before is not null)
        {
            var earlier = ClusterTokens.AgentTokens(before).Where(token => token != key.Id);
            await keys.ExpireAllAsync(organisation, earlier, end, cancellationToken);
        }

        if (rotated is null) return null;
        var detail = FormattableString.Invariant($"earlier tokens until {end:u}");
        await audit.RecordAsync(principal, AuditActions.ClusterRotateToken, id, detail);
        return new ClusterWithToken(rotated, token);
    }

    /// <summary>
    /// Removes the cluster. Its agent is refused from then on, and told why. False where the organisation has no such cluster.
    /// </summary>
    /// <exception cref="AccessDeniedException">The principal may not manage clusters.</exception>
    public async Task<bool> RemoveAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Clusters, id);
        var organisation = principal.Organisation;
        if (await clusters.GetAsync(organisation, id, cancellationToken) is not { } cluster) return false;
        await keys.ExpireAllAsync(
            organisation, ClusterTokens.AllOf(cluster), time.GetUtcNow() + RemovedTokenKept, cancellationToken);
        var removed = await clusters.RemoveAsync(organisation, id, cancellationToken);
        await issuer.RetireAsync(id, cancellationToken);
        if (removed) await audit.RecordAsync(principal, AuditActions.ClusterRemove, id, cluster.Name);
        return removed;
    }

    private DateTimeOffset? RevokedAt(TokenRotation rotation, Cluster cluster) =>
        rotation.RevokeSessions ? time.GetUtcNow() : cluster.SessionsRevokedAt;

    // A cluster without a workspace is everybody's.
    private static bool IsShown(Cluster cluster, Principal principal) => cluster.Workspace is null || principal.Sees(cluster.Workspace);
}
