using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions;

/// <summary>Runs the function that the environment names, as Lambda starts it: on the managed runtime or as its <c>bootstrap</c>.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        if (RuntimeEnvironment.From(Environment.GetEnvironmentVariable) is not { } environment)
        {
            await Console.Error.WriteLineAsync($"{RuntimeEnvironment.ApiVariable} is not set: AWS Lambda starts this program.");
            return 1;
        }

        var time = TimeProvider.System;
        var output = StandardOutput.Open();
        var current = new CurrentInvocation();
        var loggers = new LoggerFactory([new LambdaLoggerProvider(output, current, time)]);
        using var api = new RuntimeApiClient(environment.Api);
        var runtime = new LambdaRuntime(api, current, time, loggers.CreateLogger<LambdaRuntime>());
        return await runtime.RunAsync(Create, environment.IsSnapStart);

        IFunction Create()
        {
            var function = FunctionCatalogue.Find(environment.Function);
            var ports = new FunctionPorts(FunctionSettings.FromEnvironment(), new AwsClients(function.Limits), time);
            return function.Create(new FunctionsComposition(ports, time, loggers, output));
        }
    }
}
