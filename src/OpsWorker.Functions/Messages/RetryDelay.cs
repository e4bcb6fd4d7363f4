using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Functions.Messages;

/// <summary>
/// The delay before a message's next delivery. SQS moves a message to the dead-letter queue after as many deliveries as its queue allows,
/// whatever the handler asks for. So the later deliveries of a message come at growing intervals, and an outage of some hours is outlived.
/// </summary>
internal static class RetryDelay
{
    /// <summary>So many deliveries are put off for just as long as the handler asks.</summary>
    public const int AsAsked = 5;

    private static readonly Backoff Beyond = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));

    /// <summary>The delay after a delivery.</summary>
    /// <param name="asked">What the handler asked for.</param>
    /// <param name="receiveCount">The delivery attempt, starting at 1.</param>
    public static TimeSpan Of(TimeSpan asked, int receiveCount)
    {
        var least = Beyond.Ceiling(receiveCount - AsAsked);
        return TimeSpan.FromTicks(Math.Clamp(asked.Ticks, least.Ticks, MessageLimits.MaxVisibility.Ticks));
    }
}
