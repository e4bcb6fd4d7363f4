using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Http;

namespace OpsWorker.Functions;

/// <summary>Answers the HTTP API.</summary>
public sealed class ApiFunction
{
    private readonly HttpFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public ApiFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal ApiFunction(FunctionsComposition composition) => _function = composition.Api();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">An event of an API Gateway HTTP API in payload format 2.0.</param>
    /// <returns>The answer in the same format.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
