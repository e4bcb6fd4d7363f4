using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Clusters.Registration;

/// <summary>
/// Issues registration tokens and exchanges them for agents' tokens. A registration token is valid for an hour and for one agent: its use
/// is a conditional write of the cluster's record, so of two agents at the same time one is registered.
/// </summary>
public sealed class ClusterRegistration(
    IClusterStore clusters, IKeyStore keys, AccessGuard access, AuditLog audit, TimeProvider time)
{
    /// <summary>The life of a registration token: one hour.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Unknown =
        "Send a registration token as `Authorization: Bearer ocr_…`. This one is unknown; a cluster's page or "
        + "`opsworker cluster join-token` gives a new one.";

    private const int MaxReason = 500;
    private static readonly TimeSpan s_refusalInterval = TimeSpan.FromMinutes(1);

    /// <summary>The time for which a token that is over is refused with the reason; after that it is unknown.</summary>
    private static readonly TimeSpan s_reasonKept = TimeSpan.FromDays(30);

    /// <summary>Issues a token; an earlier one that was not used is refused from then on. Null where there is no such cluster.</summary>
    /// <exception cref="AccessDeniedException">The principal may not manage clusters.</exception>
    public async Task<ClusterWithRegistration?> IssueAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        if (await IssueFirstAsync(principal, id, cancellationToken) is not { } issued) return null;
        await audit.RecordAsync(principal, AuditActions.ClusterJoinToken, id, FormattableString.Invariant($"until {issued.ExpiresAt:u}"));
        return issued;
    }

    /// <summary>Issues the token of a cluster that was just added, whose addition stands in the audit log. Null where it is gone.</summary>
    /// <inheritdoc cref="IssueAsync"/>
    public async Task<ClusterWithRegistration?> IssueFirstAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Clusters, id);
        if (await clusters.GetAsync(principal.Organisation, id, cancellationToken) is null) return null;
        var now = time.GetUtcNow();
        var (token, key) = AccessKeys.Create(principal.Organisation, AccessKeyKind.Registration, now, id);
        var registration = new RegistrationToken(key.Id, now + Lifetime);
        await keys.AddAsync(key with { ExpiresAt = now + Lifetime + s_reasonKept }, cancellationToken);
        var changed = await clusters.UpdateAsync(id, c => c with { Registration = registration }, cancellationToken);
        return changed is null ? null : new ClusterWithRegistration(changed, token);
    }

    /// <summary>Registers an agent: consumes the registration token and gives the agent a token of its own.</summary>
    /// <param name="token">The registration token.</param>
    /// <param name="clusterName">The name that the agent is configured with, which must be the token's cluster's; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RegistrationResult> RegisterAsync(string token, string? clusterName, CancellationToken cancellationToken)
    {
        if (!AccessKeys.HasForm(token, AccessKeyKind.Registration)) return RegistrationResult.Refused(Unknown);
        var used = await keys.FindAsync(AccessKeys.Hash(token), cancellationToken);
        if (used is not { Kind: AccessKeyKind.Registration, ClusterId: { } id }) return RegistrationResult.Refused(Unknown);
        var found = await clusters.FindAsync(id, cancellationToken);
        if (found is not { } cluster || cluster.Organisation != used.Organisation)
        {
            return RegistrationResult.Refused($"Cluster {id}, which the registration token is for, was removed. Add it again.");
        }

        var now = time.GetUtcNow();
        if (clusterName is not null && clusterName != cluster.Name)
        {
            var other = $"The registration token is for the cluster {cluster.Name}, and the agent is configured as "
                + $"{VisibleText.Line(clusterName)}. It was not used up: correct the name, or use the token of that cluster.";
            return await RefuseAsync(cluster, other, cancellationToken);
        }

        if (Refusal(cluster, used.Id, now) is { } refusal) return await RefuseAsync(cluster, refusal, cancellationToken);
        return await ExchangeAsync(cluster, used, now, cancellationToken);
    }

    // Shown at the cluster, a minute apart at least.
    private async Task<RegistrationResult> RefuseAsync(Cluster cluster, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var bounded = reason[..Math.Min(reason.Length, MaxReason)];
        if (cluster.Refusal is not { } last || last.Reason != bounded || now - last.At >= s_refusalInterval)
        {
            await clusters.UpdateAsync(cluster.Id, c => c with { Refusal = new AgentRefusal(now, bounded) }, cancellationToken);
        }

        return RegistrationResult.Refused(reason);
    }

    private static string? Refusal(Cluster cluster, string tokenId, DateTimeOffset now)
    {
        var reason = cluster.Registration switch
        {
            { } other when other.Id != tokenId => "was replaced by a newer one",
            { UsedAt: { } at } => FormattableString.Invariant($"was used at {at:u} and is good for one agent"),
            { ExpiresAt: var end } when end <= now => FormattableString.Invariant($"expired at {end:u}"),
            null => "was withdrawn",
            _ => null,
        };
        return reason is null
            ? null
            : $"The registration token of {cluster.Name} {reason}. `opsworker cluster join-token {cluster.Name}` gives a new one.";
    }

    private async Task<RegistrationResult> ExchangeAsync(
        Cluster cluster, AccessKey registration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (token, key) = AccessKeys.CreateAgentToken(cluster.Organisation, cluster.Id, now);
        await keys.AddAsync(key, cancellationToken);
        Cluster? before = null;
        string? refusal = null;
        var end = await EndOfEarlierAsync(cluster, now, cancellationToken);
        var changed = await clusters.UpdateAsync(
            cluster.Id,
            current =>
            {
                refusal = Refusal(current, registration.Id, now);
                if (refusal is not null) return null;
                return ClusterTokens.Replaced(before = current, key.Id, end, now) with
                {
                    Registration = current.Registration! with { UsedAt = now },
                };
            },
            cancellationToken);
        if (changed is null || refusal is not null)
        {
            await keys.ExpireAsync(cluster.Organisation, key.Id, now, cancellationToken);
            return RegistrationResult.Refused(refusal ?? Unknown);
        }

        var earlier = ClusterTokens.AgentTokens(before!).Where(id => id != key.Id);
        await keys.ExpireAllAsync(cluster.Organisation, earlier, end, cancellationToken);
        var agent = new Principal(cluster.Organisation, registration.Id, AccessRole.Viewer) { Name = "registration token" };
        await audit.RecordAsync(agent, AuditActions.ClusterRegister, cluster.Id, cluster.Name);
        return new RegistrationResult(new AgentIdentity { ClusterId = cluster.Id, AgentToken = token }, null);
    }

    // A token that was made to be given by hand and never was is not needed any more; one in use gets the grace of a rotation.
    private async Task<DateTimeOffset> EndOfEarlierAsync(Cluster cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (cluster.TokenId is not { } id) return now;
        var key = await keys.GetAsync(cluster.Organisation, id, cancellationToken);
        return key?.LastUsedAt is null ? now : now + ClusterLifecycle.DefaultGrace;
    }
}
