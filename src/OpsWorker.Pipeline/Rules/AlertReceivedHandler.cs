using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Rules;

/// <summary>
/// The rules stage: an alert opens or joins an incident, and the incident is investigated. Each step is a conditional write or a message
/// whose repetition is harmless, in an order in which repeating all of them is harmless.
/// </summary>
public sealed partial class AlertReceivedHandler(
    IAlertStore alerts,
    IRuleStore rules,
    IncidentCorrelator correlator,
    Attempts attempts,
    ITopic topic,
    ILogger<AlertReceivedHandler> logger) : IMessageHandler<AlertReceived>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AlertReceived message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var alert = message.Alert;
        var known = await alerts.GetAsync(alert.Organisation, alert.Id, cancellationToken);
        if (IsOutdated(alert, known)) return HandlerResult.Handled;

        var rule = RuleEngine.Decide(alert, await RulesOfAsync(alert.Organisation, cancellationToken));
        var correlated = rule?.Action == RuleAction.Investigate
            ? await correlator.CorrelateAsync(alert, known, rule, cancellationToken)
            : null;
        await alerts.TryPutAsync(alert with { IncidentId = correlated?.After.Id }, cancellationToken);
        if (correlated is not { After: { } incident }) return HandlerResult.Handled;

        await attempts.FollowAsync(correlated.Before, incident, isRepeated: delivery.ReceiveCount > 1, cancellationToken);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {AlertId} belongs to {IncidentId}, which has {Count} alerts")]
    private partial void AlertCorrelated(string alertId, string incidentId, int count);
}
