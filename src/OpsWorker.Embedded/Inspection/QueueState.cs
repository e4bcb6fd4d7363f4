namespace OpsWorker.Embedded.Inspection;

/// <summary>The messages and dead letters of a queue.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Messages">The messages that are not completed.</param>
/// <param name="OldestDueAt">The time from which the oldest of them waits, later than now where all are delayed; null without any.</param>
/// <param name="DeadLetters">The dead letters.</param>
public sealed record QueueState(string Queue, long Messages, DateTimeOffset? OldestDueAt, long DeadLetters);
