namespace OpsWorker.Functions;

/// <summary>A part of what a schedule wanted done failed; the message says how much, the log why. All else was done.</summary>
public sealed class ScheduledWorkException : Exception
{
    internal ScheduledWorkException(string message)
        : base(message)
    {
    }
}
