using OpsWorker.Core.Audit;
using OpsWorker.Embedded.Evidence;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Records;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded;

/// <summary>Removes what was kept long enough, in small transactions, so that other writes wait for a moment only.</summary>
public sealed class Retention
{
    /// <summary>The default retention of alerts, resolved incidents, investigations, notifications and evidence.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromDays(30);

    private const int Step = 500;

    private readonly SqliteWriter _writer;
    private readonly FileEvidenceStore _evidence;
    private readonly QueueClock _clock;
    private readonly EmbeddedOptions _options;
    private readonly Action _clearCaches;

    internal Retention(
        SqliteWriter writer, FileEvidenceStore evidence, QueueClock clock, EmbeddedOptions options, Action clearCaches)
    {
        _clearCaches = clearCaches;
        _writer = writer;
        _evidence = evidence;
        _clock = clock;
        _options = options;
    }

    /// <summary>Removes deduplication ids whose window is over. They are many: run this every few seconds.</summary>
    public Task RemoveExpiredIdsAsync(CancellationToken cancellationToken) =>
        InStepsAsync(session => MessageTable.RemoveExpiredIds(session, _clock.Now, Step), cancellationToken);

    /// <summary>Removes records, dead letters and evidence that are older than their retention.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var now = _options.Time.GetUtcNow();
        var oldest = now - _options.Retention;
        await InStepsAsync(session => MessageTable.RemoveOldDeadLetters(session, now, Step), cancellationToken);
        await InStepsAsync(session => OldRecords.Remove(session, oldest, Step), cancellationToken, _ => _clearCaches());
        await InStepsAsync(session => OldRecords.RemoveAudit(session, now - AuditEntry.Retention, Step), cancellationToken);
        _evidence.RemoveOlderThan(oldest, cancellationToken);
    }

    private async Task InStepsAsync(
        Func<SqliteSession, int> remove, CancellationToken cancellationToken, Action<int>? committed = null)
    {
        while (await _writer.WriteAsync(remove, cancellationToken, committed) > 0)
        {
            // Further steps until nothing is left.
        }
    }
}
