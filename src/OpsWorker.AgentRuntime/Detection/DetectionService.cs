using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Messaging;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>
/// Watches a cluster and tells what breaks and what has healed. What is not accepted is told again, with growing pauses,
/// until it is; nothing is told that was not masked.
/// </summary>
/// <param name="watcher">Watches the cluster.</param>
/// <param name="detector">Decides what is broken.</param>
/// <param name="receiver">Who is told.</param>
/// <param name="masker">Replaces credentials in what the cluster says.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">Where it is logged.</param>
/// <param name="told">Gets how many problems there are now, and how many were just told; null if nobody counts.</param>
public sealed partial class DetectionService(
    LiveWatcher watcher,
    ProblemDetector detector,
    IProblemReceiver receiver,
    SecretMasker masker,
    TimeProvider time,
    ILogger<DetectionService> logger,
    Action<int, int>? told = null) : BackgroundService
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
                // Whatever it is, the agent goes on answering questions.
                Faulted(e);
            }

            await Task.Delay(Backoff.Default.Pause(failures), time, stoppingToken);
        }
    }

    private async Task DetectAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [watcher.RunAsync(detector.Targets, detector.Apply, either.Token), TellAsync(either.Token)];

        // Neither ends but by being told to, or by a fault.
        var ended = await Task.WhenAny(parts);
        await either.CancelAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended;
    }

    // Before that it cannot be known what is new.
    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var known = await receiver.ListAsync(cancellationToken);
                detector.Adopt(known.Problems);
                Begun(detector.Targets.Count, known.Problems.Count);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                AdoptFailed(e.Message);
            }

            await Task.Delay(Backoff.Default.Pause(failures), time, cancellationToken);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var notBefore = DateTimeOffset.MinValue;
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            detector.Advance();
            if (time.GetUtcNow() < notBefore) continue;
            var count = await TellUntoldAsync(cancellationToken);
            told?.Invoke(detector.Firing, count);
            if (_failures > 0) notBefore = time.GetUtcNow() + Backoff.Default.Pause(_failures);
        }
    }

    private async Task<int> TellUntoldAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            while (detector.Untold(BatchSize) is { Count: > 0 } untold)
            {
                await TellAsync(untold, cancellationToken);
                count += untold.Count;
                _failures = 0;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _failures++;
            TellFailed(_failures, e.Message);
        }

        return count;
    }

    private async Task TellAsync(IReadOnlyList<ClusterProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            await receiver.TellAsync(ClusterProblems.Of(problems.Select(Mask)), cancellationToken);
            foreach (var problem in problems) LogTold(problem);
        }
        catch (ProblemsRefusedException) when (problems.Count > 1)
        {
            // One that is refused must not keep back the others.
            foreach (var problem in problems) await TellAsync([problem], cancellationToken);
            return;
        }
        catch (ProblemsRefusedException e)
        {
            var problem = ProblemKey.Of(problems[0]);
            GivenUp(problem, e.Message);
        }

        foreach (var problem in problems) detector.Told(problem);
    }

    private void LogTold(ClusterProblem problem)
    {
        var key = ProblemKey.Of(problem);
        Told(problem.Status, key, problem.StartsAt);
    }

    private ClusterProblem Mask(ClusterProblem problem) =>
        problem.Message is { } text ? problem with { Message = Cut(masker.Mask(text)) } : problem;

    private static string Cut(string text) => text.Length <= MaxMessageLength
        ? text
        : text[..(char.IsHighSurrogate(text[MaxMessageLength - 1]) ? MaxMessageLength - 1 : MaxMessageLength)];

    [LoggerMessage(Level = LogLevel.Information, Message = "Detection begins: {Watches} watches, {Count} problems are known")]
    private partial void Begun(int watches, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Detection cannot begin, as the server does not say what it knows: {Reason}")]
    private partial void AdoptFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Detection failed and begins again")]
    private partial void Faulted(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Told {Status} {Problem}, since {StartsAt:u}")]
    private partial void Told(Core.Alerts.AlertStatus status, ProblemKey problem, DateTimeOffset startsAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Problems could not be told and will be told again, {Failures} times in a row: {Reason}")]
    private partial void TellFailed(int failures, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The server refuses to take {Problem}, which is not told again: {Reason}")]
    private partial void GivenUp(ProblemKey problem, string reason);
}
