using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Clusters.Registration;

/// <summary>
/// Rotates the token of an agent that keeps it itself. The server asks with the answer to the agent's next session, the agent fetches a
/// token, keeps it and uses it; only then does the grace period of the earlier ones begin.
/// </summary>
public sealed class AgentRotation(IClusterStore clusters, IKeyStore keys, AccessGuard access, AuditLog audit, TimeProvider time)
{
    /// <summary>True if the cluster's agent can rotate its token itself.</summary>
    public static bool CanRotate(Cluster cluster) => cluster.Heartbeat?.Capabilities.Contains(AgentCapabilities.TokenRotate) == true;

    /// <summary>Asks the agent to rotate its token. Null where there is no such cluster.</summary>
    /// <exception cref="AccessDeniedException">The principal may not manage clusters.</exception>
    public async Task<Cluster?> RequestAsync(
        Principal principal, string id, TokenRotation rotation, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Clusters, id);
        if (await clusters.GetAsync(principal.Organisation, id, cancellationToken) is null) return null;
        var now = time.GetUtcNow();
        var asked = await clusters.UpdateAsync(
            id,
            cluster => cluster with
            {
                Rotation = new RotationRequest(now, rotation.Grace, cluster.Rotation?.NextTokenId),
                SessionsRevokedAt = rotation.RevokeSessions ? time.GetUtcNow() : cluster.SessionsRevokedAt,
            },
            cancellationToken);
        if (asked is not null) await audit.RecordAsync(principal, AuditActions.ClusterRequestRotation, id, asked.Name);
        return asked;
    }

    /// <summary>The next token of the agent; null where the server did not ask for a rotation.</summary>
    public async Task<AgentIdentity?> IssueAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        if (cluster.Rotation is null) return null;
        var (token, key) = AccessKeys.CreateAgentToken(cluster.Organisation, cluster.Id, time.GetUtcNow());
        await keys.AddAsync(key, cancellationToken);
        string? unused = null;
        var changed = await clusters.UpdateAsync(
            cluster.Id,
            current =>
            {
                unused = current.Rotation?.NextTokenId;
                return current.Rotation is { } rotation ? current with { Rotation = rotation with { NextTokenId = key.Id } } : null;
            },
            cancellationToken);
        var isIssued = changed?.Rotation?.NextTokenId == key.Id;
        if ((isIssued ? unused : key.Id) is { } over)
        {
            await keys.ExpireAsync(cluster.Organisation, over, time.GetUtcNow(), cancellationToken);
        }

        return isIssued ? new AgentIdentity { ClusterId = cluster.Id, AgentToken = token } : null;
    }

    /// <summary>
    /// Ends the rotation where the agent uses its next token; the earlier ones end after the grace period. The cluster after it.
    /// </summary>
    public async Task<Cluster> ConfirmAsync(Cluster cluster, string tokenId, CancellationToken cancellationToken)
    {
        if (cluster.Rotation is not { } rotation || rotation.NextTokenId != tokenId) return cluster;
        var now = time.GetUtcNow();
        var end = now + rotation.Grace;
        Cluster? before = null;
        var changed = await clusters.UpdateAsync(
            cluster.Id,
            current =>
            {
                before = current.Rotation?.NextTokenId == tokenId ? current : null;
                return before is null ? null : ClusterTokens.Replaced(before, tokenId, end, now);
            },
            cancellationToken);
        if (before is null) return changed ?? cluster;
        var earlier = ClusterTokens.AgentTokens(before).Where(id => id != tokenId);
        await keys.ExpireAllAsync(cluster.Organisation, earlier, end, cancellationToken);
        var agent = new Principal(cluster.Organisation, tokenId, AccessRole.Viewer) { Name = "agent" };
        var detail = FormattableString.Invariant($"by the agent, earlier tokens until {end:u}");
        await audit.RecordAsync(agent, AuditActions.ClusterRotateToken, cluster.Id, detail);
        return changed!;
    }
}
