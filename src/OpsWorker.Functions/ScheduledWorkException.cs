namespace OpsWorker.Functions;

/// <summary>Part of a schedule's work failed: the message has the number, the log the reasons. The rest was done.</summary>
public sealed class ScheduledWorkException : Exception
{
    internal ScheduledWorkException(string message)
        : base(message)
    {
    }
}
