using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Where an occurrence of a problem stands.</summary>
internal abstract record ProblemState
{
    /// <summary>Broken, but not for long enough.</summary>
    /// <param name="Since">Since when.</param>
    /// <param name="LastSeenAt">When it last showed.</param>
    public sealed record Pending(DateTimeOffset Since, DateTimeOffset LastSeenAt) : ProblemState;

    /// <summary>Broken for so long that it is told, or was.</summary>
    /// <param name="Problem">What is told; the same at every repetition.</param>
    /// <param name="LastSeenAt">When it last showed.</param>
    /// <param name="IsTold">Whether the server has it.</param>
    public sealed record Firing(ClusterProblem Problem, DateTimeOffset LastSeenAt, bool IsTold) : ProblemState;

    /// <summary>It works again, which the server is still to be told.</summary>
    /// <param name="Problem">What is told.</param>
    public sealed record Resolved(ClusterProblem Problem) : ProblemState;
}

/// <summary>How a problem goes from one state to the next. Pure.</summary>
internal static class ProblemLifecycle
{
    /// <summary>The state at a time; null where there is nothing to remember.</summary>
    /// <param name="state">The state before; null for none.</param>
    /// <param name="symptom">By what the problem shows; null where it does not.</param>
    /// <param name="now">The time.</param>
    /// <param name="grace">For how long it must show before it is told; what shows in between counts, with gaps of less than that.</param>
    /// <param name="resolveAfter">For how long it must not show before it is resolved.</param>
    public static ProblemState? Next(
        ProblemState? state, Symptom? symptom, DateTimeOffset now, TimeSpan grace, TimeSpan resolveAfter) => state switch
        {
            null => symptom is null ? null : Wait(new ProblemState.Pending(Earlier(symptom.Since, now), now), symptom, now, grace),
            ProblemState.Pending pending when symptom is not null => Wait(pending, symptom, now, grace),
            ProblemState.Pending pending => now - pending.LastSeenAt >= grace ? null : pending,
            ProblemState.Firing firing when symptom is not null => firing with { LastSeenAt = now },
            ProblemState.Firing firing => now - firing.LastSeenAt >= resolveAfter ? Resolve(firing) : firing,

            // Should it show again, that is another occurrence, which begins once the server knows of this end.
            _ => state,
        };

    private static ProblemState Wait(ProblemState.Pending pending, Symptom symptom, DateTimeOffset now, TimeSpan grace) =>
        now - pending.Since >= grace
            ? new ProblemState.Firing(Told(symptom, pending.Since), now, IsTold: false)
            : pending with { LastSeenAt = now };

    private static ProblemState.Resolved Resolve(ProblemState.Firing firing) =>
        new(firing.Problem with { Status = AlertStatus.Resolved, EndsAt = firing.LastSeenAt });

    private static ClusterProblem Told(Symptom symptom, DateTimeOffset since) => new()
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

    // The cluster's clock may be ahead of this one, and what has no time may be written as the year 1.
    private static DateTimeOffset Earlier(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } at && at < now && at > DateTimeOffset.UnixEpoch ? at : now;
}
