namespace OpsWorker.Embedded.Messaging;

/// <summary>
/// The clock of queues. It never runs backwards, not even over a restart: a wall clock that is set back would leave every message
/// that is ready waiting until the old time comes again.
/// </summary>
/// <param name="time">The clock of the process; only its monotonic timestamps count after the start.</param>
/// <param name="newest">The time at which the newest stored message was sent, by this clock.</param>
internal sealed class QueueClock(TimeProvider time, DateTimeOffset? newest)
{
    private readonly long _started = time.GetTimestamp();
    private readonly DateTimeOffset _start = newest > time.GetUtcNow() ? newest.Value : time.GetUtcNow();

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_started);
}
