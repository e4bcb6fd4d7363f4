using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Reads the earlier attempts at an incident.</summary>
public static class EarlierInvestigations
{
    /// <summary>The investigations of the attempts before one, oldest first.</summary>
    public static async Task<IReadOnlyList<Investigation>> EarlierAsync(
        this IInvestigationStore investigations,
        OrganisationId organisation,
        string incidentId,
        int before,
        CancellationToken cancellationToken)
    {
        var found = new List<Investigation>();
        for (var attempt = 1; attempt < before; attempt++)
        {
            var id = Investigation.IdOf(incidentId, attempt);
            if (await investigations.GetAsync(organisation, id, cancellationToken) is { } investigation) found.Add(investigation);
        }

        return found;
    }
}
