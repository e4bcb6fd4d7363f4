using Amazon.DynamoDBv2.Model;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Writes the records of alerts' outcomes in few calls. Where keys are claimed or released, which takes a transaction anyway, alerts and
/// the investigation are in the same one. Otherwise a transaction would cost twice the write units, so the incident is written first and
/// its alerts beside each other.
/// </summary>
public sealed class OutcomeRecords(RecordTable table)
{
    // A transaction has at most 100 items of 4 MB together; an alert may have 128 KB.
    private const int MaxBesideIncident = 20;

    private readonly IncidentItems _incidents = new(table);
    private readonly DynamoDbAlertStore _alerts = new(table);
    private readonly DynamoDbInvestigationStore _investigations = new(table);

    /// <summary>Writes incident, alerts and investigation; false, and nothing is, where the incident's condition is not met.</summary>
    public async Task<bool> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken)
    {
        var incident = outcome switch
        {
            { IsChanged: false } => null,
            { Before: { } before } => await _incidents.UpdateAsync(before, outcome.After, cancellationToken),
            _ => await _incidents.CreateAsync(outcome.After, cancellationToken),
        };
        if (incident is { Claims.Count: > 0 }) return await TryStoreTogetherAsync(outcome, incident, cancellationToken);
        if (incident is not null && !await _incidents.TryWriteAsync(incident, cancellationToken)) return false;
        await StoreAsync(outcome, outcome.Alerts.Count, cancellationToken);
        return true;
    }

    private async Task<bool> TryStoreTogetherAsync(AlertOutcome outcome, IncidentWrite incident, CancellationToken cancellationToken)
    {
        List<TransactWriteItem> required = [table.Transactions.Put(incident.Item, incident.Condition), .. incident.Claims];
        var later = Math.Max(0, outcome.Alerts.Count - MaxBesideIncident);
        var others = await BesideAsync(outcome, outcome.Alerts.Count - later, cancellationToken);
        while (await table.Transactions.WriteAsync([.. required, .. others], cancellationToken) is { Count: > 0 } refused)
        {
            if (refused.Any(index => index < required.Count)) return false;

            // An alert that is resolved already, or an investigation that exists, stays as it is.
            others = [.. others.Where((_, index) => !refused.Contains(required.Count + index))];
        }

        await StoreAsync(outcome with { Investigation = null }, later, cancellationToken);
        return true;
    }

    private async Task<List<TransactWriteItem>> BesideAsync(AlertOutcome outcome, int alerts, CancellationToken cancellationToken)
    {
        var writes = await Task.WhenAll(outcome.Alerts.Take(alerts).Select(alert => _alerts.WriteAsync(alert, cancellationToken)));
        var others = writes.Select(write => table.Transactions.Put(write.Item, write.Condition)).ToList();
        if (outcome.Investigation is { } started)
        {
            var item = await _investigations.ItemAsync(started, cancellationToken);
            others.Add(table.Transactions.Put(item, RecordCondition.IsNew));
        }

        return others;
    }

    // The last alerts, and the investigation.
    private async Task StoreAsync(AlertOutcome outcome, int alerts, CancellationToken cancellationToken)
    {
        await Task.WhenAll(outcome.Alerts.TakeLast(alerts).Select(alert => _alerts.TryPutAsync(alert, cancellationToken)));
        if (outcome.Investigation is { } started) await _investigations.TryCreateAsync(started, cancellationToken);
    }
}
