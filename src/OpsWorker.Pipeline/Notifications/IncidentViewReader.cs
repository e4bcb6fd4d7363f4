using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>Reads the content of incidents' messages.</summary>
public sealed class IncidentViewReader(IInvestigationStore investigations, IJournalStore journal, TimeProvider time)
{
    /// <summary>The incident with its investigations as they are stored now.</summary>
    public async Task<IncidentView> OfAsync(Incident incident, CancellationToken cancellationToken)
    {
        var isSilenced = incident.Silenced?.HoldsAt(time.GetUtcNow()) == true;
        if (incident.InvestigationId is not { } id) return new IncidentView(incident, null, []) { IsSilenced = isSilenced };
        var investigation = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
        var entries = investigation is null or { Status: InvestigationStatus.Queued }
            ? []
            : await journal.ReadAsync(incident.Organisation, id, cancellationToken);
        var earlier = await investigations.EarlierAsync(incident.Organisation, incident.Id, incident.Attempt, cancellationToken);
        return new IncidentView(incident, investigation, entries) { Earlier = earlier, IsSilenced = isSilenced };
    }
}
