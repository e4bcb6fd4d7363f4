using System.Collections.Concurrent;
using OpsWorker.Core;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The latest rules of organisations, compiled once for each version.</summary>
public sealed class CurrentRules(IRuleStore rules)
{
    private readonly ConcurrentDictionary<OrganisationId, (int Version, CompiledRules Compiled)> _compiled = new();

    /// <summary>The rules; the default ones where the organisation has none of its own.</summary>
    public async Task<CompiledRules> GetAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        if (await rules.GetLatestAsync(organisation, cancellationToken) is not { } latest) return CompiledRules.Default;
        if (_compiled.TryGetValue(organisation, out var known) && known.Version == latest.Version) return known.Compiled;
        var compiled = new CompiledRules(latest.Rules, latest.Maintenance);
        _compiled[organisation] = (latest.Version, compiled);
        return compiled;
    }
}
