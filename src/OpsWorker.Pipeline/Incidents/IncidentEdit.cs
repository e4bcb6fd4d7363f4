using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Changes an incident for a person: a conditional write, and the message about it is brought up to date. It can be repeated: a change
/// that is there already is only published again.
/// </summary>
public sealed class IncidentEdit(IIncidentStore incidents, ITopic topic)
{
    /// <summary>The incident as it is stored after the change; null where the organisation has none of that id.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="change">Gives the changed incident, equal to the given one where nothing changes.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    public async Task<Incident?> ApplyAsync(
        OrganisationId organisation, string incidentId, Func<Incident, Incident> change, CancellationToken cancellationToken)
    {
        while (await incidents.GetAsync(organisation, incidentId, cancellationToken) is { } incident)
        {
            var changed = change(incident);
            if (!ReferenceEquals(changed, incident))
            {
                changed = changed with { Version = incident.Version + 1 };
                if (!await incidents.TryUpdateAsync(changed, cancellationToken)) continue;
            }

            await topic.PublishAsync(
                new IncidentChanged(organisation, incidentId), $"{incidentId}-{changed.Version}-edit", cancellationToken);
            return changed;
        }

        return null;
    }
}
