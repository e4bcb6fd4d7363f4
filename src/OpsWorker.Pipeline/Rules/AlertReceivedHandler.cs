using Microsoft.Extensions.Logging;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Rules;

/// <summary>
/// The rules stage: an alert opens or joins an incident, and the incident is investigated. Alerts of one object that come at the same time
/// are one change of their incident. What is stored is stored together, or in an order in which repeating all of it is harmless.
/// </summary>
public sealed partial class AlertReceivedHandler : IMessageHandler<AlertReceived>
{
    // A commit that takes longer would hold up those of others.
    private const int MaxTogether = 50;

    private readonly IAlertStore _alerts;
    private readonly CurrentRules _rules;
    private readonly CurrentClusters _clusters;
    private readonly IncidentCorrelator _correlator;
    private readonly Attempts _attempts;
    private readonly Escalations _escalations;
    private readonly IAlertOutcomeStore _outcomes;
    private readonly ITopic _topic;
    private readonly TimeProvider _time;
    private readonly ILogger<AlertReceivedHandler> _logger;
    private readonly KeyedBatches<ArrivedAlert, HandlerResult> _batches;

    public AlertReceivedHandler(
        IAlertStore alerts,
        CurrentRules rules,
        CurrentClusters clusters,
        IncidentCorrelator correlator,
        Attempts attempts,
        Escalations escalations,
        IAlertOutcomeStore outcomes,
        ITopic topic,
        TimeProvider time,
        ILogger<AlertReceivedHandler> logger)
    {
        (_alerts, _rules, _clusters, _correlator) = (alerts, rules, clusters, correlator);
        (_attempts, _escalations, _outcomes, _topic) = (attempts, escalations, outcomes, topic);
        (_time, _logger) = (time, logger);
        _batches = new KeyedBatches<ArrivedAlert, HandlerResult>(MaxTogether, StoreAllAsync);
    }

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AlertReceived message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var alert = message.Alert;
        var known = await _alerts.GetAsync(alert.Organisation, alert.Id, cancellationToken);
        if (IsOutdated(alert, known)) return HandlerResult.Handled;

        var (cluster, registered) = await _clusters.FindAsync(alert, cancellationToken);
        var decision = await DecideAsync(alert, registered, cancellationToken);

        // What belongs to an incident ends with it, whatever the rules say by then.
        if (decision.Action == RuleAction.Suppress && alert.Status == AlertStatus.Firing && known?.IncidentId is null)
        {
            AlertSuppressed(alert.Id, decision.DecidedBy);
            await _alerts.TryPutAsync(alert with { IncidentId = null }, cancellationToken);
            return HandlerResult.Handled;
        }

        var arrived = new ArrivedAlert(alert, known, decision, cluster, delivery);
        return await _batches.RunAsync($"{alert.Organisation}/{arrived.Correlation.Key}", arrived, cancellationToken);
    }

    // Of two Alertmanagers one may be late: an alert that ended before it was heard of opens and joins nothing.
    private static bool IsOutdated(Alert alert, Alert? known) =>
        alert.Status == AlertStatus.Firing && known is { Status: AlertStatus.Resolved, IncidentId: null };

    private async Task<IReadOnlyList<HandlerResult>> StoreAllAsync(
        IReadOnlyList<ArrivedAlert> arrived, CancellationToken cancellationToken)
    {
        var results = new List<HandlerResult>(arrived.Count);
        var wasRefused = false;
        while (results.Count < arrived.Count)
        {
            var rest = arrived.Skip(results.Count).ToList();
            var correlated = await _correlator.CorrelateAsync(rest, wasRefused, cancellationToken);
            var stored = rest.GetRange(0, correlated.Alerts.Count);
            var result = await StoreAsync(correlated, stored, cancellationToken);

            // Whoever loses a race decides again by what is stored.
            wasRefused = result is null;
            if (result is not null) results.AddRange(stored.Select(_ => result));
        }

        return results;
    }

    private async Task<HandlerResult?> StoreAsync(
        Correlated correlated, IReadOnlyList<ArrivedAlert> arrived, CancellationToken cancellationToken)
    {
        if (correlated.After is not { } incident)
        {
            foreach (var alert in correlated.Alerts) await _alerts.TryPutAsync(alert, cancellationToken);
            return HandlerResult.Handled;
        }

        var (before, isRepeated) = (correlated.Before, arrived.Any(alert => alert.IsRepeated));
        var endsAttempt = incident.Status == IncidentStatus.Resolved && incident.InvestigationId is not null;
        var outcome = new AlertOutcome { Before = before, After = incident, Alerts = correlated.Alerts };
        if (!isRepeated) outcome = Escalations.WithFirst(_attempts.WithAttempt(outcome));
        if (!isRepeated && !endsAttempt) outcome = outcome with { Handled = [.. arrived.Select(alert => alert.Delivery)] };
        var result = await _outcomes.TryStoreAsync(outcome, cancellationToken);
        if (result == AlertOutcomeResult.Refused) return null;
        if (isRepeated || endsAttempt) await FollowAsync(before, incident, isRepeated, cancellationToken);
        foreach (var alert in correlated.Alerts) AlertCorrelated(alert.Id, incident.Id, incident.AlertCount);
        return result == AlertOutcomeResult.Completed && outcome.Handled.Count > 0 ? HandlerResult.Completed : HandlerResult.Handled;
    }

    // An earlier delivery may have stored the incident and got no further. The change was published with the incident, so a receiver may
    // have read the attempt as it was before: the topic must not take this for the same message.
    private async Task FollowAsync(Incident? before, Incident after, bool isRepeated, CancellationToken cancellationToken)
    {
        var isCancelled = await _attempts.FollowAsync(before, after, isRepeated, cancellationToken);
        if (!isRepeated && !isCancelled) return;
        if (isRepeated) await _escalations.RemindAsync(after, cancellationToken);
        await _topic.PublishAsync(
            new IncidentChanged(after.Organisation, after.Id),
            $"{IncidentChanged.DeduplicationIdOf(after)}-followed",
            cancellationToken);
    }

    private async Task<RuleDecision> DecideAsync(Alert alert, Cluster? cluster, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var current = await _rules.GetAsync(alert.Organisation, cancellationToken);
        var earlier = await EarlierAlerts.ReadAsync(_alerts, alert.Organisation, now, current.HistoryMinutes, cancellationToken);
        return RuleEngine.Decide(alert, cluster, current, now, earlier);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {AlertId} belongs to {IncidentId}, which has {Count} alerts")]
    private partial void AlertCorrelated(string alertId, string incidentId, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {AlertId} is recorded only: {DecidedBy}")]
    private partial void AlertSuppressed(string alertId, string decidedBy);
}
