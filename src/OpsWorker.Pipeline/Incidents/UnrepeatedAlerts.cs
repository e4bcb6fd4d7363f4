using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Resolves alerts that their senders have not repeated for <see cref="IncidentAlert.ResolveTimeoutMinutes"/>: their end was lost, for
/// example with an Alertmanager that was killed. The record of an alert says when it was last received, so nothing is kept in memory and
/// any number of processes may do it at the same time.
/// </summary>
public sealed partial class UnrepeatedAlerts(
    IOrganisationStore organisations,
    IIncidentStore incidents,
    IAlertStore alerts,
    IncidentEdit edit,
    Attempts attempts,
    TimeProvider time,
    ILogger<UnrepeatedAlerts> logger)
{
    /// <summary>The interval of runs; an alert is resolved at most this much later than its time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private const int PageSize = 50;

    /// <summary>Looks at the open incidents of all organisations once.</summary>
    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        string? page = null;
        do page = await ContinueAsync(page, cancellationToken);
        while (page is not null);
    }

    /// <summary>
    /// Looks at the open incidents of the next 50 organisations. A failure with one organisation is logged; it is looked at again the next
    /// time.
    /// </summary>
    /// <param name="page">The place in the listing of organisations; null for its beginning.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    /// <returns>The place after them; null at the end.</returns>
    public async Task<string?> ContinueAsync(string? page, CancellationToken cancellationToken)
    {
        var listed = await organisations.ListAsync(new PageRequest(PageSize, page), cancellationToken);
        foreach (var organisation in listed.Items)
        {
            try
            {
                await ResolveAsync(organisation.Id, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                OrganisationFailed(e, organisation.Id);
            }
        }

        return listed.NextToken;
    }

    private async Task ResolveAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        Incident? last = null;
        while (await incidents.ListOpenAsync(organisation, PageSize, cancellationToken, last) is { Count: > 0 } open)
        {
            foreach (var incident in open) await ResolveAsync(incident, cancellationToken);
            last = open[^1];
        }
    }

    private async Task ResolveAsync(Incident incident, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var overdue = new Dictionary<string, DateTimeOffset>();
        foreach (var entry in incident.Alerts.Where(entry => IncidentChanges.IsOverdue(entry, entry.StartsAt, now)))
        {
            var alert = await alerts.GetAsync(incident.Organisation, entry.Id, cancellationToken);
            var lastRepeat = alert?.ReceivedAt ?? entry.StartsAt;
            if (IncidentChanges.IsOverdue(entry, lastRepeat, now)) overdue[entry.Id] = lastRepeat;
        }

        if (overdue.Count == 0) return;
        var after = await edit.ApplyAsync(
            incident.Organisation, incident.Id, stored => IncidentChanges.WithoutRepeats(stored, overdue, now), cancellationToken);
        if (after is not { Status: IncidentStatus.Resolved }) return;
        await attempts.FollowAsync(before: incident, after, isRepeated: false, cancellationToken);
        NotRepeated(incident.Id, overdue.Count);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The open incidents of {Organisation} could not be looked at")]
    private partial void OrganisationFailed(Exception exception, OrganisationId organisation);

    [LoggerMessage(Level = LogLevel.Information, Message = "{IncidentId} is resolved: {Count} of its alerts were not repeated")]
    private partial void NotRepeated(string incidentId, int count);
}
