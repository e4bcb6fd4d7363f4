using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The rules that take the place of the latest ones.</summary>
/// <param name="MadeFrom">The version that they were made from, 0 for none; null for whichever is the latest.</param>
/// <param name="Rules">The rules in their order.</param>
/// <param name="Maintenance">The maintenance windows.</param>
public sealed record RuleReplacement(int? MadeFrom, IReadOnlyList<Rule> Rules, IReadOnlyList<MaintenanceWindow> Maintenance);

/// <summary>The result of a replacement.</summary>
/// <param name="Rules">The new version; null where another change came first.</param>
/// <param name="LatestVersion">The latest version.</param>
public sealed record RuleReplaced(RuleSet? Rules, int LatestVersion);

/// <summary>Reads the rules of an organisation, and replaces them by a new version.</summary>
public sealed class RuleVersions(IRuleStore rules, AccessGuard access, AuditLog audit, TimeProvider time)
{
    /// <summary>The latest version; null where the organisation has no rules of its own.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read.</exception>
    public async Task<RuleSet?> GetLatestAsync(Principal principal, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        return await rules.GetLatestAsync(principal.Organisation, cancellationToken);
    }

    /// <summary>The latest versions, newest first.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read.</exception>
    public async Task<IReadOnlyList<RuleSet>> ListAsync(Principal principal, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        return await rules.ListAsync(principal.Organisation, PageRequest.MaxLimit, cancellationToken);
    }

    /// <summary>Stores the new version.</summary>
    /// <exception cref="RuleException">A rule or window is wrong.</exception>
    /// <exception cref="AccessDeniedException">The principal may not change rules.</exception>
    public async Task<RuleReplaced> ReplaceAsync(
        Principal principal, RuleReplacement replacement, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Rules, target: null);
        var version = (await rules.GetLatestAsync(principal.Organisation, cancellationToken))?.Version ?? 0;
        if (replacement.MadeFrom is { } madeFrom && madeFrom != version) return new RuleReplaced(null, version);
        var changed = new RuleSet
        {
            Organisation = principal.Organisation,
            Version = version + 1,
            ChangedAt = time.GetUtcNow(),
            ChangedBy = principal.Subject,
            Rules = replacement.Rules,
            Maintenance = replacement.Maintenance,
        };
        _ = new CompiledRules(changed.Rules, changed.Maintenance);
        if (!await rules.TryPutAsync(changed, cancellationToken)) return new RuleReplaced(null, version + 1);
        var detail = $"{changed.Rules.Count} rules, {changed.Maintenance.Count} maintenance windows";
        await audit.RecordAsync(principal, AuditActions.RulesReplace, $"version {changed.Version}", detail);
        return new RuleReplaced(changed, changed.Version);
    }
}
