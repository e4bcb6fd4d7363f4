using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Messaging;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>
/// Watches a cluster and reports problems that start and end. A report that is not accepted is sent again with growing
/// pauses. Messages are masked before they are sent.
/// </summary>
/// <param name="watcher">Watches the cluster.</param>
/// <param name="detector">Derives problems from the watched objects.</param>
/// <param name="receiver">Receives the reports.</param>
/// <param name="masker">Masks credentials in messages of the cluster.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log.</param>
/// <param name="reported">Called with the number of firing problems and of problems just reported; null for no callback.</param>
public sealed partial class DetectionService(
    LiveWatcher watcher,
    ProblemDetector detector,
    IProblemReceiver receiver,
    SecretMasker masker,
    TimeProvider time,
    ILogger<DetectionService> logger,
    Action<int, int>? reported = null) : BackgroundService
{
    private const int BatchSize = 50;
    private const int MaxMessageLength = 1000;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private int _failures;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await AdoptAsync(stoppingToken);
        for (var failures = 1; ; failures++)
        {
            try
            {
                await DetectAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A fault of detection must not stop the agent from answering queries.
                Faulted(e);
            }

            await Task.Delay(Backoff.Default.Pause(failures), time, stoppingToken);
        }
    }

    private async Task DetectAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [watcher.RunAsync(detector.Targets, detector.Apply, either.Token), ReportAsync(either.Token)];

        // Both run until cancelled; one that ends has failed.
        var ended = await Task.WhenAny(parts);
        await either.CancelAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended;
    }

    // Until the known problems are loaded, no problem can be recognised as new.
    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var known = await receiver.ListAsync(cancellationToken);
                detector.Adopt(known.Problems);
                Started(detector.Targets.Count, known.Problems.Count);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                AdoptFailed(e.Message);
            }

            await Task.Delay(Backoff.Default.Pause(failures), time, cancellationToken);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var notBefore = DateTimeOffset.MinValue;
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            detector.Advance();
            if (time.GetUtcNow() < notBefore) continue;
            var count = await ReportPendingAsync(cancellationToken);
            reported?.Invoke(detector.Firing, count);
            if (_failures > 0) notBefore = time.GetUtcNow() + Backoff.Default.Pause(_failures);
        }
    }

    private async Task<int> ReportPendingAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            while (detector.Unreported(BatchSize) is { Count: > 0 } pending)
            {
                await ReportAsync(pending, cancellationToken);
                count += pending.Count;
                _failures = 0;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _failures++;
            ReportFailed(_failures, e.Message);
        }

        return count;
    }

    private async Task ReportAsync(IReadOnlyList<ClusterProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            await receiver.ReportAsync(ClusterProblems.Of(problems.Select(Mask)), cancellationToken);
            foreach (var problem in problems) LogReported(problem);
        }
        catch (ProblemsRefusedException) when (problems.Count > 1)
        {
            // One refused problem must not hold back the others.
            foreach (var problem in problems) await ReportAsync([problem], cancellationToken);
            return;
        }
        catch (ProblemsRefusedException e)
        {
            var problem = ProblemKey.Of(problems[0]);
            GivenUp(problem, e.Message);
        }

        foreach (var problem in problems) detector.MarkReported(problem);
    }

    private void LogReported(ClusterProblem problem)
    {
        var key = ProblemKey.Of(problem);
        Reported(problem.Status, key, problem.StartsAt);
    }

    private ClusterProblem Mask(ClusterProblem problem) =>
        problem.Message is { } text ? problem with { Message = Cut(masker.Mask(text)) } : problem;

    private static string Cut(string text) => text.Length <= MaxMessageLength
        ? text
        : text[..(char.IsHighSurrogate(text[MaxMessageLength - 1]) ? MaxMessageLength - 1 : MaxMessageLength)];

    [LoggerMessage(Level = LogLevel.Information, Message = "Detection started: {Watches} watches, {Count} known problems")]
    private partial void Started(int watches, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Detection cannot start: the known problems could not be loaded from the server: {Reason}")]
    private partial void AdoptFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Detection failed and restarts")]
    private partial void Faulted(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Reported {Status} {Problem}, since {StartsAt:u}")]
    private partial void Reported(Core.Alerts.AlertStatus status, ProblemKey problem, DateTimeOffset startsAt);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Problems could not be reported and will be retried, failure {Failures} in a row: {Reason}")]
    private partial void ReportFailed(int failures, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The server refused {Problem}, which is not reported again: {Reason}")]
    private partial void GivenUp(ProblemKey problem, string reason);
}
