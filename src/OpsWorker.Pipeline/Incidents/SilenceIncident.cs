using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Silences an incident for a time or until it is resolved: nobody is notified of it, nor of the same problem if it comes again within
/// that time. The message stays and is kept up to date, so nothing is hidden.
/// </summary>
public sealed class SilenceIncident(IncidentEdit edit)
{
    /// <summary>Maximum length of a silence.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(7);

    /// <summary>The incident; null where the organisation has none of that id. A resolved one can be silenced for a time only.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="by">The person.</param>
    /// <param name="at">The begin.</param>
    /// <param name="length">The length, up to <see cref="Max"/>; zero ends a silence, null silences until the resolution.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    public Task<Incident?> RunAsync(
        OrganisationId organisation,
        string incidentId,
        Actor by,
        DateTimeOffset at,
        TimeSpan? length,
        CancellationToken cancellationToken)
    {
        if (length is { } asked && (asked < TimeSpan.Zero || asked > Max))
        {
            throw new ArgumentOutOfRangeException(nameof(length), asked, "A silence lasts up to seven days.");
        }

        var silence = new IncidentSilence(by, at, length is { } time ? at + time : null);
        return edit.ApplyAsync(organisation, incidentId, incident => With(incident, silence), cancellationToken);
    }

    private static Incident With(Incident incident, IncidentSilence silence)
    {
        var isOver = incident.Status == IncidentStatus.Resolved && silence.Until is null;
        return isOver || incident.Silenced == silence ? incident : incident with { Silenced = silence };
    }
}
