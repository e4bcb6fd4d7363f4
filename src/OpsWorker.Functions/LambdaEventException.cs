namespace OpsWorker.Functions;

/// <summary>A function got an event that is not one of those that it is for; the message says what is wrong with it.</summary>
public sealed class LambdaEventException : Exception
{
    internal LambdaEventException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
