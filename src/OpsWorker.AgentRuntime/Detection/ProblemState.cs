using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>The state of one occurrence of a problem.</summary>
internal abstract record ProblemState
{
    /// <summary>The problem shows, but not yet for the grace period.</summary>
    /// <param name="Since">The start.</param>
    /// <param name="LastSeenAt">The last time a symptom was present.</param>
    public sealed record Pending(DateTimeOffset Since, DateTimeOffset LastSeenAt) : ProblemState;

    /// <summary>The problem has lasted for the grace period and is to be reported, or was.</summary>
    /// <param name="Problem">The report; identical at every retry.</param>
    /// <param name="LastSeenAt">The last time a symptom was present.</param>
    /// <param name="IsReported">True once the server accepted the report.</param>
    public sealed record Firing(ClusterProblem Problem, DateTimeOffset LastSeenAt, bool IsReported) : ProblemState;

    /// <summary>The problem ended; the end is still to be reported.</summary>
    /// <param name="Problem">The report.</param>
    public sealed record Resolved(ClusterProblem Problem) : ProblemState;
}

/// <summary>State transitions of a problem. Pure.</summary>
internal static class ProblemLifecycle
{
    /// <summary>The next state; null if the problem need not be tracked.</summary>
    /// <param name="state">The current state; null for none.</param>
    /// <param name="symptom">A symptom of the problem; null if none is present.</param>
    /// <param name="now">The current time.</param>
    /// <param name="grace">The duration before a report; gaps shorter than it do not restart it.</param>
    /// <param name="resolveAfter">The duration without a symptom before the problem is resolved.</param>
    public static ProblemState? Next(
        ProblemState? state, Symptom? symptom, DateTimeOffset now, TimeSpan grace, TimeSpan resolveAfter) => state switch
        {
            null => symptom is null ? null : Wait(new ProblemState.Pending(Earlier(symptom.Since, now), now), symptom, now, grace),
            ProblemState.Pending pending when symptom is not null => Wait(pending, symptom, now, grace),
            ProblemState.Pending pending => now - pending.LastSeenAt >= grace ? null : pending,
            ProblemState.Firing firing when symptom is not null => firing with { LastSeenAt = now },
            ProblemState.Firing firing => now - firing.LastSeenAt >= resolveAfter ? Resolve(firing) : firing,

            // A new symptom is another occurrence, which starts once this end was reported.
            _ => state,
        };

    private static ProblemState Wait(ProblemState.Pending pending, Symptom symptom, DateTimeOffset now, TimeSpan grace) =>
        now - pending.Since >= grace
            ? new ProblemState.Firing(Report(symptom, pending.Since), now, IsReported: false)
            : pending with { LastSeenAt = now };

    private static ProblemState.Resolved Resolve(ProblemState.Firing firing) =>
        new(firing.Problem with { Status = AlertStatus.Resolved, EndsAt = firing.LastSeenAt });

    private static ClusterProblem Report(Symptom symptom, DateTimeOffset since) => new()
    {
        Problem = symptom.Problem.Problem,
        Status = AlertStatus.Firing,
        Namespace = symptom.Problem.Namespace,
        Kind = symptom.Problem.Kind,
        Name = symptom.Problem.Name,
        Container = symptom.Problem.Container,
        Pod = symptom.Pod,
        Message = symptom.Message,
        StartsAt = since,
    };

    // The cluster's clock may be ahead, and a missing time may be the year 1.
    private static DateTimeOffset Earlier(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } at && at < now && at > DateTimeOffset.UnixEpoch ? at : now;
}
