using OpsWorker.Core.Messaging;

namespace OpsWorker.Functions.Messages;

/// <summary>
/// How long a message is put off. SQS gives a message up after as many deliveries as its queue allows, whatever the handler
/// asks for. So the later deliveries of a message come at growing intervals, and an outage of some hours is outlived.
/// </summary>
internal static class RetryDelay
{
    /// <summary>So many deliveries are put off for just as long as the handler asks.</summary>
    public const int AsAsked = 5;

    /// <summary>Beyond, each interval is at least twice the one before, up to this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>The delay after a delivery.</summary>
    /// <param name="asked">What the handler asked for.</param>
    /// <param name="receiveCount">The how manieth delivery it was, from 1.</param>
    public static TimeSpan Of(TimeSpan asked, int receiveCount)
    {
        var least = receiveCount <= AsAsked
            ? TimeSpan.Zero
            : First * Math.Min(Longest / First, Math.Pow(2, receiveCount - AsAsked - 1));
        return TimeSpan.FromTicks(Math.Clamp(asked.Ticks, least.Ticks, MessageLimits.MaxVisibility.Ticks));
    }
}
