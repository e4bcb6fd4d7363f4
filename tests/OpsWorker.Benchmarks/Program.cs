using OpsWorker.Benchmarks.Agent;
using OpsWorker.Benchmarks.Diagnosis;
using OpsWorker.Benchmarks.Masking;
using OpsWorker.Benchmarks.Programs;
using OpsWorker.Benchmarks.Startup;

namespace OpsWorker.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/OpsWorker.Benchmarks -- --filter '*'</c>, <c>-- startup [jit|r2r|native|FOLDER]...</c> for the
/// first answers of the functions, <c>-- programs NAME=FOLDER...</c> for start and memory of the published programs, 
/// <c>-- diagnosis</c> for the processor time of diagnosis,
/// <c>-- many-pods FOLDER</c> for its case of 5,000 pods, <c>-- masking</c> for that of masking, or <c>-- agent [NAME=VALUE]...</c> for
/// the agent's memory under load.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        switch (args)
        {
            case ["agent", .. var variables]:
                await AgentMeasurement.RunAsync(variables);
                break;
            case ["many-pods", var folder]:
                ManyPodsCase.Write(folder);
                break;
            case ["diagnosis"]:
                await DiagnosisMeasurement.RunAsync();
                break;
            case ["masking"]:
                MaskingMeasurement.Run();
                break;
            case ["programs", .. var folders]:
                await ProgramsMeasurement.RunAsync(folders);
                break;
            case ["startup", .. var packages]:
                await StartupMeasurement.RunAsync(packages);
                break;
            default:
                Benchmarks.Run(args);
                break;
        }
    }
}
