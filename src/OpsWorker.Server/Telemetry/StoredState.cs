using System.Diagnostics.Metrics;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;
using OpsWorker.Embedded.Inspection;

namespace OpsWorker.Server.Telemetry;

/// <summary>Gauges of the data folder's queues and clusters, read when they are asked for, at most every few seconds.</summary>
internal sealed class StoredState(string dataFolder, ClusterSilence silence, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private DataInspection? _state;
    private long _readAt;

    /// <summary>Makes the gauges.</summary>
    public void CreateGauges()
    {
        Instruments.Meter.CreateObservableGauge(
            "opsworker.queue.messages",
            () => OfQueues(queue => queue.Messages, Enumerable.Sum),
            "{message}",
            "Messages that are not completed, by queue.");
        Instruments.Meter.CreateObservableGauge(
            "opsworker.queue.age", () => OfQueues(Age, Enumerable.Max), "s", "The age of the oldest message, by queue.");
        Instruments.Meter.CreateObservableGauge(
            "opsworker.dead_letters",
            () => OfQueues(queue => queue.DeadLetters, Enumerable.Sum),
            "{message}",
            "Dead letters, by queue.");
        Instruments.Meter.CreateObservableGauge("opsworker.agents", Agents, "{agent}", "Agents of clusters, by status.");
        Instruments.Meter.CreateObservableGauge(
            "opsworker.database.size", () => Read()?.DatabaseBytes ?? 0, "By", "The size of the database and its log.");
    }

    private IEnumerable<Measurement<double>> OfQueues(Func<QueueState, double> value, Func<IEnumerable<double>, double> join) =>
        (Read()?.Queues ?? []).GroupBy(Name).Select(queues => new Measurement<double>(
            join(queues.Select(value)), new KeyValuePair<string, object?>("queue", queues.Key)));

    // The queues of commands, one for each cluster, are one series, and those of Operators another.
    private static string Name(QueueState queue) =>
        (new[] { Queues.CommandsPrefix, Queues.OperatorPrefix }.FirstOrDefault(p => queue.Queue.StartsWith(p, StringComparison.Ordinal))
            ?? queue.Queue).TrimEnd('-');

    private double Age(QueueState queue) =>
        queue.OldestDueAt is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0;

    private IEnumerable<Measurement<long>> Agents()
    {
        var now = time.GetUtcNow();
        var clusters = Read()?.Clusters ?? [];
        return Enum.GetValues<ClusterStatus>().Select(status => new Measurement<long>(
            clusters.Count(cluster => cluster.StatusAt(now, silence) == status),
            new KeyValuePair<string, object?>("status", status.ToString())));
    }

    // Null while the database cannot be read: a gap says so.
    private DataInspection? Read()
    {
        lock (_lock)
        {
            if (_state is not null && time.GetElapsedTime(_readAt) < s_lifetime) return _state;
            try
            {
                _state = DataInspection.Read(dataFolder);
            }
            catch (DataFolderException)
            {
                _state = null;
            }

            _readAt = time.GetTimestamp();
            return _state;
        }
    }
}
