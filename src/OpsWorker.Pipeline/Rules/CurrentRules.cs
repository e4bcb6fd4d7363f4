using System.Collections.Concurrent;
using OpsWorker.Core;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The latest rules of organisations, compiled once for each version.</summary>
/// <param name="rules">The rules.</param>
/// <param name="freshness">The time for which rules that were read are used.</param>
/// <param name="time">The only clock.</param>
public sealed class CurrentRules(IRuleStore rules, ReadFreshness freshness, TimeProvider time)
{
    private readonly ConcurrentDictionary<OrganisationId, (int Version, CompiledRules Compiled)> _compiled = new();
    private readonly RecentReads<RuleSet?> _recent = new(freshness, time);

    /// <summary>The rules; the default ones where the organisation has none of its own.</summary>
    public async Task<CompiledRules> GetAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var latest = await _recent.GetAsync(organisation, cancel => rules.GetLatestAsync(organisation, cancel), cancellationToken);
        if (latest is null) return CompiledRules.Default;
        if (_compiled.TryGetValue(organisation, out var known) && known.Version == latest.Version) return known.Compiled;
        var compiled = new CompiledRules(latest.Rules, latest.Maintenance);
        _compiled[organisation] = (latest.Version, compiled);
        return compiled;
    }
}
