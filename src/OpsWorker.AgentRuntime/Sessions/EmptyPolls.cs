using OpsWorker.Messaging;

namespace OpsWorker.AgentRuntime.Sessions;

/// <summary>
/// Pauses after long polls that come back empty at once. SQS waits as long as it is asked to; what does not would be asked thousands of
/// times a second.
/// </summary>
public sealed class EmptyPolls
{
    private static readonly TimeSpan s_earliest = TimeSpan.FromSeconds(1);
    private static readonly Backoff s_pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private int _early;

    /// <summary>The pause before the next poll; null for none.</summary>
    /// <param name="messages">The number of messages that the poll brought.</param>
    /// <param name="took">The time that the poll took.</param>
    /// <param name="wait">The time that it should have taken.</param>
    public TimeSpan? PauseAfter(int messages, TimeSpan took, TimeSpan wait)
    {
        if (messages > 0 || wait == TimeSpan.Zero || took >= (wait < s_earliest ? wait : s_earliest))
        {
            Volatile.Write(ref _early, 0);
            return null;
        }

        return s_pause.Pause(Interlocked.Increment(ref _early));
    }
}
