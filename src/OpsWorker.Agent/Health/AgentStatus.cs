using OpsWorker.Core.Queries;

namespace OpsWorker.Agent.Health;

/// <summary>How the agent is: what health, metrics and heartbeats say. Thread-safe.</summary>
internal sealed class AgentStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private AgentCounts _counts = new();

    /// <summary>Everything as it is at one moment.</summary>
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

    public void ProblemsTold(int firing, int told) =>
        Change(c => c with { ProblemsFiring = firing, ProblemsTold = c.ProblemsTold + told });

    private void Change(Func<AgentCounts, AgentCounts> change)
    {
        lock (_lock) _counts = change(_counts);
    }
}

/// <summary>What is counted, since the start unless said otherwise.</summary>
internal sealed record AgentCounts
{
    /// <summary>What is wrong now; null where nothing is.</summary>
    public string? Trouble { get; init; }

    /// <summary>When the server or its queues last answered.</summary>
    public DateTimeOffset? LastReachedAt { get; init; }

    /// <summary>When the session ends; null before the first one.</summary>
    public DateTimeOffset? SessionExpiresAt { get; init; }

    public long Sessions { get; init; }

    /// <summary>Calls to the server and its queues that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Commands that are being answered now.</summary>
    public long InFlight { get; init; }

    public long Answered { get; init; }

    /// <summary>The time that answering took, all commands together.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>How long the last command had waited.</summary>
    public TimeSpan? QueueLag { get; init; }

    public long Queries { get; init; }

    public long QueryErrors { get; init; }

    public long Masked { get; init; }

    public long OmittedBytes { get; init; }

    /// <summary>Problems of the cluster that there are now.</summary>
    public int ProblemsFiring { get; init; }

    /// <summary>Problems and their ends that the server was told.</summary>
    public long ProblemsTold { get; init; }
}
