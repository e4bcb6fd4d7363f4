using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>What follows for a message from what several notifiers made of it.</summary>
internal static class NotifierResults
{
    /// <summary>A message that can still be delivered is tried again before one that cannot is given up.</summary>
    public static HandlerResult Worse(HandlerResult one, HandlerResult other) => (one, other) switch
    {
        (HandlerResult.RetryAfter a, HandlerResult.RetryAfter b) => a.Delay >= b.Delay ? a : b,
        (HandlerResult.RetryAfter, _) => one,
        (_, HandlerResult.RetryAfter) => other,
        (HandlerResult.Reject, _) => one,
        _ => other,
    };
}
