using Microsoft.Extensions.Logging;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
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
    CurrentRules rules,
    IClusterStore clusters,
    IncidentCorrelator correlator,
    Attempts attempts,
    ITopic topic,
    TimeProvider time,
    ILogger<AlertReceivedHandler> logger) : IMessageHandler<AlertReceived>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AlertReceived message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var alert = message.Alert;
        var known = await alerts.GetAsync(alert.Organisation, alert.Id, cancellationToken);
        if (IsOutdated(alert, known)) return HandlerResult.Handled;

        var correlated = await CorrelateAsync(alert, known, cancellationToken);
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

    private async Task<Correlated?> CorrelateAsync(Alert alert, Alert? known, CancellationToken cancellationToken)
    {
        var registered = await clusters.ListAsync(alert.Organisation, cancellationToken);
        var cluster = AlertCluster.Of(alert.Labels, registered);
        var decision = await DecideAsync(alert, registered.FirstOrDefault(c => c.Id == cluster.Id), cancellationToken);

        // What belongs to an incident ends with it, whatever the rules say by then.
        if (decision.Action == RuleAction.Suppress && alert.Status == AlertStatus.Firing && known?.IncidentId is null)
        {
            AlertSuppressed(alert.Id, decision.DecidedBy);
            return null;
        }

        return await correlator.CorrelateAsync(alert, known, decision, cluster, cancellationToken);
    }

    private async Task<RuleDecision> DecideAsync(Alert alert, Cluster? cluster, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var current = await rules.GetAsync(alert.Organisation, cancellationToken);
        var earlier = await EarlierAlerts.ReadAsync(alerts, alert.Organisation, now, current.HistoryMinutes, cancellationToken);
        return RuleEngine.Decide(alert, cluster, current, now, earlier);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {AlertId} belongs to {IncidentId}, which has {Count} alerts")]
    private partial void AlertCorrelated(string alertId, string incidentId, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {AlertId} is recorded only: {DecidedBy}")]
    private partial void AlertSuppressed(string alertId, string decidedBy);
}
