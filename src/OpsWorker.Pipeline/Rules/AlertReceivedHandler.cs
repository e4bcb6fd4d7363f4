using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>
/// The rules stage: an alert opens or joins an incident, and a new incident is investigated. Each step is a
/// conditional write or a message with a deduplication id, in an order in which repeating all of them is harmless.
/// </summary>
public sealed partial class AlertReceivedHandler(
    IAlertStore alerts,
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IRuleStore rules,
    IClusterStore clusters,
    IMessageQueue queue,
    ITopic topic,
    TimeProvider time,
    ILogger<AlertReceivedHandler> logger) : IMessageHandler<AlertReceived>
{
    private const string ClusterLabel = "cluster";

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AlertReceived message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var alert = message.Alert;
        var known = await alerts.GetAsync(alert.Organisation, alert.Id, cancellationToken);
        if (IsOutdated(alert, known)) return HandlerResult.Handled;

        var decision = RuleEngine.Decide(alert, await RulesOfAsync(alert.Organisation, cancellationToken));
        var incident = decision?.Rule.Action == RuleAction.Investigate
            ? await CorrelateAsync(alert, known, decision, cancellationToken)
            : null;
        await alerts.TryPutAsync(alert with { IncidentId = incident?.Id }, cancellationToken);
        if (incident is null) return HandlerResult.Handled;

        await RequestInvestigationAsync(incident, cancellationToken);
        await topic.PublishAsync(
            new IncidentChanged(incident.Organisation, incident.Id), $"{incident.Id}-{incident.Version}", cancellationToken);
        AlertCorrelated(alert.Id, incident.Id, incident.AlertCount);
        return HandlerResult.Handled;
    }

    // Of two Alertmanagers one may be late: an alert that ended before it was heard of opens and joins nothing.
    private static bool IsOutdated(Alert alert, Alert? known) =>
        alert.Status == AlertStatus.Firing && known is { Status: AlertStatus.Resolved, IncidentId: null };

    private async Task<IReadOnlyList<Rule>> RulesOfAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var own = await rules.ListAsync(organisation, cancellationToken);
        return own.Count > 0 ? own : DefaultRules.For(organisation);
    }

    private async Task<Incident?> CorrelateAsync(
        Alert alert, Alert? known, RuleDecision decision, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var incident = await FindIncidentAsync(alert, known, decision, cancellationToken);
            if (incident is null)
            {
                // What was never seen firing needs no investigation.
                if (alert.Status == AlertStatus.Resolved) return null;
                var opened = IncidentChanges.Open(alert, decision, await ClusterOfAsync(alert, cancellationToken), now);
                if (await incidents.TryCreateAsync(opened, cancellationToken)) return opened;
            }
            else
            {
                var changed = IncidentChanges.With(incident, alert, now, isCounted: known?.IncidentId == incident.Id);
                if (changed is null) return incident;
                if (await incidents.TryUpdateAsync(changed, cancellationToken)) return changed;
            }
        }
    }

    // An alert stays with the incident that it joined; a message that is repeated finds the one it opened by its id.
    private async Task<Incident?> FindIncidentAsync(
        Alert alert, Alert? known, RuleDecision decision, CancellationToken cancellationToken)
    {
        var id = known?.IncidentId ?? Incident.IdOf(alert.Id);
        return await incidents.GetAsync(alert.Organisation, id, cancellationToken)
            ?? await incidents.FindOpenAsync(alert.Organisation, decision.CorrelationKey, cancellationToken);
    }

    // An alert that names a cluster is never looked for in another one, not even in the only one that is known.
    private async Task<string?> ClusterOfAsync(Alert alert, CancellationToken cancellationToken)
    {
        var known = await clusters.ListAsync(alert.Organisation, cancellationToken);
        return alert.Labels.TryGetValue(ClusterLabel, out var name)
            ? known.FirstOrDefault(cluster => cluster.Name == name)?.Id
            : known is [var only] ? only.Id : null;
    }

    private async Task RequestInvestigationAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.InvestigationId is not { } id) return;
        await investigations.TryCreateAsync(
            new Investigation
            {
                Id = id,
                Organisation = incident.Organisation,
                IncidentId = incident.Id,
                ClusterId = incident.ClusterId,
                Status = InvestigationStatus.Queued,
                RequestedAt = time.GetUtcNow(),
            },
            cancellationToken);
        var investigation = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
        if (investigation is not { Status: InvestigationStatus.Queued }) return;

        var request = new InvestigationRequested(incident.Organisation, id);
        await queue.SendAsync(
            Queues.Investigations,
            [
                new OutgoingMessage
                {
                    Body = JsonSerializer.Serialize(request, CoreJson.Default.InvestigationRequested),
                    GroupId = incident.Id,
                    DeduplicationId = id,
                },
            ],
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {AlertId} belongs to {IncidentId}, which has {Count} alerts")]
    private partial void AlertCorrelated(string alertId, string incidentId, int count);
}
