namespace OpsWorker.Testing.Models;

/// <summary>The system's clock, but that timers of up to five seconds are due at once: pauses between attempts take no time.</summary>
public sealed class ImpatientClock : TimeProvider
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= s_pause ? TimeSpan.Zero : dueTime, period);
}
