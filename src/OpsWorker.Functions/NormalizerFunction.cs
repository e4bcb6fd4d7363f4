using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Http;

namespace OpsWorker.Functions;

/// <summary>Takes webhooks and queues their alerts.</summary>
public sealed class NormalizerFunction
{
    private readonly HttpFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public NormalizerFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal NormalizerFunction(FunctionsComposition composition) => _function = composition.Normalizer();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">An event of an API Gateway HTTP API in payload format 2.0.</param>
    /// <returns>The answer in the same format.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
