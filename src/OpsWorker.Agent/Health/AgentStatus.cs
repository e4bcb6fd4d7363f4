using OpsWorker.Core.Queries;

namespace OpsWorker.Agent.Health;

/// <summary>State of the agent for health, metrics and heartbeats. Thread-safe.</summary>
internal sealed class AgentStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private AgentCounts _counts = new();

    /// <summary>A consistent snapshot.</summary>
    public AgentCounts Read()
    {
        lock (_lock) return _counts;
    }

    public void SessionOpened(DateTimeOffset expiresAt) =>
        Change(c => c with { Sessions = c.Sessions + 1, SessionExpiresAt = expiresAt, Trouble = null, LastReachedAt = time.GetUtcNow() });

    public void Refused(string reason) => Change(c => c with { Trouble = "refused: " + reason, Failures = c.Failures + 1 });

    public void Unreachable(string reason) => Change(c => c with { Trouble = "unreachable: " + reason, Failures = c.Failures + 1 });

    public void Reached() => Change(c => c with { Trouble = null, LastReachedAt = time.GetUtcNow() });

    public void CommandReceived(TimeSpan? waited) => Change(c => c with
    {
        InFlight = c.InFlight + 1,
        QueueLag = waited is { } lag ? TimeSpan.FromTicks(Math.Max(0, lag.Ticks)) : c.QueueLag,
    });

    public void CommandHandled(bool answered, TimeSpan took) => Change(c => c with
    {
        InFlight = c.InFlight - 1,
        Answered = c.Answered + (answered ? 1 : 0),
        Busy = c.Busy + took,
    });

    public void QueriesAnswered(IReadOnlyList<QueryResult> results) => Change(c => c with
    {
        Queries = c.Queries + results.Count,
        QueryErrors = c.QueryErrors + results.Count(r => r.Outcome == QueryOutcome.Error),
        Masked = c.Masked + results.Sum(r => (long)r.Masked),
        OmittedBytes = c.OmittedBytes + results.Sum(r => r.OmittedBytes),
    });

    public void ProblemsReported(int firing, int reported) =>
        Change(c => c with { ProblemsFiring = firing, ProblemsReported = c.ProblemsReported + reported });

    private void Change(Func<AgentCounts, AgentCounts> change)
    {
        lock (_lock) _counts = change(_counts);
    }
}

/// <summary>Counters since the start, and current values.</summary>
internal sealed record AgentCounts
{
    /// <summary>The current failure; null if there is none.</summary>
    public string? Trouble { get; init; }

    /// <summary>The last response of the server or its queues.</summary>
    public DateTimeOffset? LastReachedAt { get; init; }

    /// <summary>The expiry of the session; null before the first one.</summary>
    public DateTimeOffset? SessionExpiresAt { get; init; }

    public long Sessions { get; init; }

    /// <summary>Failed calls to the server and its queues.</summary>
    public long Failures { get; init; }

    /// <summary>Commands in progress.</summary>
    public long InFlight { get; init; }

    public long Answered { get; init; }

    /// <summary>Total time spent on commands.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>Time that the last command spent in the queue.</summary>
    public TimeSpan? QueueLag { get; init; }

    public long Queries { get; init; }

    public long QueryErrors { get; init; }

    public long Masked { get; init; }

    public long OmittedBytes { get; init; }

    /// <summary>Firing problems of the cluster.</summary>
    public int ProblemsFiring { get; init; }

    /// <summary>Reports of problems and of their ends.</summary>
    public long ProblemsReported { get; init; }
}
