using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The incidents that hold correlation keys, each key read once.</summary>
internal sealed class KeyHolders(IIncidentStore incidents, OrganisationId organisation)
{
    private readonly Dictionary<string, Incident?> _known = [];

    /// <summary>Reads the keys that are not known yet, at once.</summary>
    public async Task ReadAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        string[] missing = [.. keys.Where(key => !_known.ContainsKey(key)).Distinct()];
        if (missing.Length == 0) return;
        var found = await incidents.FindAsync(organisation, missing, cancellationToken);
        foreach (var key in missing) _known[key] = found.GetValueOrDefault(key);
    }

    /// <summary>The incident that holds the key or held it last, of keys that were read; null where none did.</summary>
    public Incident? Of(string key) => _known[key];
}
