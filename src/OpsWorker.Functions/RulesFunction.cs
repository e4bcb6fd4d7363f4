using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Messages;

namespace OpsWorker.Functions;

/// <summary>Turns alerts into incidents, and has them investigated.</summary>
public sealed class RulesFunction
{
    private readonly SqsFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public RulesFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal RulesFunction(FunctionsComposition composition) => _function = composition.Rules();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">Messages of the queue <c>alerts</c>.</param>
    /// <returns>The messages that are to be delivered again, as a partial batch response.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
