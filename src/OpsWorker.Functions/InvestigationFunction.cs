using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Messages;

namespace OpsWorker.Functions;

/// <summary>Asks clusters and diagnoses: begins investigations, takes answers, keeps deadlines.</summary>
public sealed class InvestigationFunction
{
    private readonly SqsFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public InvestigationFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal InvestigationFunction(FunctionsComposition composition) => _function = composition.Investigation();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">Messages of the queues <c>investigations</c>, <c>results</c> or <c>deadlines</c>.</param>
    /// <returns>The messages that are to be delivered again, as a partial batch response.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
