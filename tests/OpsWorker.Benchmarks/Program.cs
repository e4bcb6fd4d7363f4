using OpsWorker.Benchmarks.Agent;
using OpsWorker.Benchmarks.Startup;

namespace OpsWorker.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/OpsWorker.Benchmarks -- --filter '*'</c>, <c>-- startup</c> for the first answers
/// of the functions, or <c>-- agent [NAME=VALUE]...</c> for the agent's memory.
/// </summary>
internal static class Program
{
    public const string StartupProbe = "startup-probe";

    // What is measured at its start loads nothing of BenchmarkDotNet: that is named in a class of its own.
    public static async Task Main(string[] args)
    {
        switch (args)
        {
            case [StartupProbe, var function]:
                await Startup.StartupProbe.RunAsync(function);
                break;
            case ["agent", .. var variables]:
                await AgentMeasurement.RunAsync(variables);
                break;
            case ["startup"]:
                await StartupMeasurement.RunAsync();
                break;
            default:
                Benchmarks.Run(args);
                break;
        }
    }
}
