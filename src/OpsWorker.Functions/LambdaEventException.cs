namespace OpsWorker.Functions;

/// <summary>The event is none that the function handles; the message names the error.</summary>
public sealed class LambdaEventException : Exception
{
    internal LambdaEventException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
