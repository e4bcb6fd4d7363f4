using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Messages;

namespace OpsWorker.Functions;

/// <summary>Tells people.</summary>
public sealed class NotificationFunction
{
    private readonly SqsFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public NotificationFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal NotificationFunction(FunctionsComposition composition) => _function = composition.Notification();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">Messages of the queue <c>notifications</c>, as they were published to the topic.</param>
    /// <returns>The messages that are to be delivered again, as a partial batch response.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
