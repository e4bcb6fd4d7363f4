using OpsWorker.Aws.Runtime;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Runtime;
using OpsWorker.Pipeline;

namespace OpsWorker.Functions;

/// <summary>A function of this program.</summary>
/// <param name="Name">One of <see cref="FunctionNames"/>.</param>
/// <param name="Limits">The limits of its calls of AWS; null where the SDK's own limits fit.</param>
/// <param name="StartAsync">Builds it.</param>
internal sealed record FunctionEntry(string Name, AwsClientLimits? Limits, Func<FunctionsComposition, Task<IFunction>> StartAsync);

/// <summary>The functions, in the order in which an alert meets them.</summary>
internal static class FunctionCatalogue
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new(FunctionNames.Normalizer, AwsClientLimits.ForRequests, async composition => await composition.NormalizerAsync()),
        new(FunctionNames.Api, AwsClientLimits.ForRequests, async composition => await composition.ApiAsync()),
        new(FunctionNames.Rules, Limits: null, composition => Started(composition.Stages(PipelineStages.Rules))),
        new(FunctionNames.Investigation, Limits: null, composition => Started(composition.Stages(PipelineStages.Investigation))),
        new(FunctionNames.Notification, Limits: null, composition => Started(composition.Stages(PipelineStages.Notification))),
        new(FunctionNames.Digest, Limits: null, composition => Started(composition.Digest())),
        new(FunctionNames.Sweeper, Limits: null, composition => Started(composition.Sweeper())),
    ];

    /// <summary>The function of that name.</summary>
    /// <exception cref="UnknownFunctionException">There is none.</exception>
    public static FunctionEntry Find(string name) =>
        All.FirstOrDefault(function => function.Name == name) ?? throw new UnknownFunctionException(name);

    private static Task<IFunction> Started(IFunction function) => Task.FromResult(function);
}
