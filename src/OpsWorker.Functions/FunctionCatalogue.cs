using OpsWorker.Aws.Runtime;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Runtime;
using OpsWorker.Pipeline;

namespace OpsWorker.Functions;

/// <summary>A function of this program.</summary>
/// <param name="Name">One of <see cref="FunctionNames"/>.</param>
/// <param name="Limits">The limits of its calls of AWS, within the time that the function has.</param>
/// <param name="Create">Builds it.</param>
internal sealed record FunctionEntry(string Name, AwsClientLimits Limits, Func<FunctionsComposition, IFunction> Create);

/// <summary>The functions, in the order in which an alert meets them.</summary>
internal static class FunctionCatalogue
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new(FunctionNames.Normalizer, AwsClientLimits.ForWebhooks, composition => composition.Normalizer()),
        new(FunctionNames.Api, AwsClientLimits.ForRequests, composition => composition.Api()),
        OfMessages(FunctionNames.Rules, composition => composition.Stages(PipelineStages.Rules)),
        OfMessages(FunctionNames.Investigation, composition => composition.Stages(PipelineStages.Investigation)),
        OfMessages(FunctionNames.Notification, composition => composition.Stages(PipelineStages.Notification)),
        OfMessages(FunctionNames.Digest, composition => composition.Digest()),
        OfMessages(FunctionNames.Sweeper, composition => composition.Sweeper()),
    ];

    /// <summary>The function of that name.</summary>
    /// <exception cref="UnknownFunctionException">There is none.</exception>
    public static FunctionEntry Find(string name) =>
        All.FirstOrDefault(function => function.Name == name) ?? throw new UnknownFunctionException(name);

    private static FunctionEntry OfMessages(string name, Func<FunctionsComposition, IFunction> create) =>
        new(name, AwsClientLimits.ForMessages, create);
}
