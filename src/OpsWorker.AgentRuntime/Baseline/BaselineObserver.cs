using System.Buffers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.AgentRuntime.Baseline;

/// <summary>
/// Looks at one namespace after the other while nothing fires in it, first at those in which a problem has just ended, and remembers the
/// warnings and the lines of trouble that are there.
/// The answers are masked like any other, so that the fingerprints are those of the text that diagnosis reads.
/// </summary>
/// <param name="executor">Reads the cluster.</param>
/// <param name="book">Keeps the fingerprints.</param>
/// <param name="problems">Tells where nothing has begun to fire lately, and where a problem has ended.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class BaselineObserver(
    QueryExecutor executor, BaselineBook book, ProblemDetector problems, TimeProvider time, ILogger<BaselineObserver> logger)
    : BackgroundService
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private const int LogLines = 100;
    private const int AnswerBytes = 256 * 1024;

    private static readonly SearchValues<string> s_trouble = SearchValues.Create(
        [
            "err", "warn", "fail", "fatal", "panic", "exception", "refused", "timeout", "timed out", "denied", "forbidden", "unable",
            "cannot", "not found", "no such", "invalid", "unreachable", "too many", "reset", "expired",
        ],
        StringComparison.OrdinalIgnoreCase);

    private readonly Queue<string> _namespaces = [];
    private readonly Queue<string> _ended = [];

    /// <summary>Looks at the next namespace in which nothing fires: first where a problem has ended, then all in turn.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var ns in problems.TakeResolved().Where(ns => !_ended.Contains(ns))) _ended.Enqueue(ns);
        if (await LookAtNextAsync(_ended, cancellationToken)) return;
        if (_namespaces.Count == 0)
        {
            var cluster = await ReadAsync([List("namespaces", null)], cancellationToken);
            foreach (var ns in cluster.All<Namespace>()) _namespaces.Enqueue(ns.Name);
        }

        await LookAtNextAsync(_namespaces, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LookFailed(e.Message);
            }
        }
    }

    private async Task<bool> LookAtNextAsync(Queue<string> namespaces, CancellationToken cancellationToken)
    {
        while (namespaces.TryDequeue(out var next))
        {
            if (!problems.IsQuiet(next)) continue;
            var state = await ReadAsync([List("events", next), Logs(next)], cancellationToken);
            book.Note(next, Fingerprints(state));
            return true;
        }

        return false;
    }

    private static IEnumerable<string> Fingerprints(ClusterState state)
    {
        foreach (var warning in state.All<Event>().Where(e => e.Type == "Warning"))
        {
            if (Fingerprint.OfEvent(warning) is { } said) yield return said;
        }

        foreach (var log in state.Logs)
        {
            foreach (var line in log.Lines.Where(l => l.AsSpan().ContainsAny(s_trouble)))
            {
                yield return Fingerprint.OfLine(log.Namespace, log.Pod, line);
            }
        }
    }

    private async Task<ClusterState> ReadAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        var answers = await executor.ExecuteAsync(queries, cancellationToken);
        return ClusterState.From(answers.Select((a, i) => new Evidence($"b-{i + 1}", a)));
    }

    private static Query List(string resource, string? ns) =>
        new() { Verb = QueryVerb.List, Resource = resource, Namespace = ns, MaxBytes = AnswerBytes };

    private static Query Logs(string ns) =>
        new() { Verb = QueryVerb.Logs, Namespace = ns, TailLines = LogLines, MaxBytes = AnswerBytes };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The baseline could not be looked at: {Reason}")]
    private partial void LookFailed(string reason);
}
