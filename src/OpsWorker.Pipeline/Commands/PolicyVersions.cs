using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Commands;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Commands;

/// <summary>The result of a replacement of approval policies.</summary>
/// <param name="Policies">The new version; null where another change came first.</param>
/// <param name="LatestVersion">The latest version.</param>
public sealed record PoliciesReplaced(ApprovalPolicies? Policies, int LatestVersion);

/// <summary>Reads the approval policies of an organisation, and replaces them by a new version.</summary>
public sealed class PolicyVersions(IApprovalPolicyStore policies, AccessGuard access, AuditLog audit, TimeProvider time)
{
    /// <summary>The policies; null where the organisation has none of its own.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read.</exception>
    public async Task<ApprovalPolicies?> GetAsync(Principal principal, CancellationToken cancellationToken)
    {
        await access.DemandOfWholeAsync(principal, AccessScope.Read, "approval policies");
        return await policies.GetAsync(principal.Organisation, cancellationToken);
    }

    /// <summary>Stores the new version. Commands that were requested before keep what they needed then.</summary>
    /// <param name="principal">The principal, who may manage clusters: policies limit what approvers and operators may do.</param>
    /// <param name="madeFrom">The version that they were made from, 0 for none; null for whichever is the latest.</param>
    /// <param name="replacement">The policies in their order.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RuleException">A policy is wrong.</exception>
    /// <exception cref="AccessDeniedException">The principal may not manage clusters.</exception>
    public async Task<PoliciesReplaced> ReplaceAsync(
        Principal principal, int? madeFrom, IReadOnlyList<ApprovalPolicy> replacement, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Clusters, "approval policies");
        var version = (await policies.GetAsync(principal.Organisation, cancellationToken))?.Version ?? 0;
        if (madeFrom is { } from && from != version) return new PoliciesReplaced(null, version);
        var changed = new ApprovalPolicies
        {
            Organisation = principal.Organisation,
            Version = version + 1,
            ChangedAt = time.GetUtcNow(),
            ChangedBy = principal.Subject,
            Policies = replacement,
        };
        _ = new CompiledPolicies(replacement);
        if (!await policies.TryPutAsync(changed, cancellationToken)) return new PoliciesReplaced(null, version + 1);
        await audit.RecordAsync(
            principal,
            AuditActions.PoliciesReplace,
            FormattableString.Invariant($"version {changed.Version}"),
            $"{replacement.Count} policies");
        return new PoliciesReplaced(changed, changed.Version);
    }
}
