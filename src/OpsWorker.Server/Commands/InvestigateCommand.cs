using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Server.Text;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker investigate</c>: one alert, one recorded cluster, no server.</summary>
internal static class InvestigateCommand
{
    public static Command Create()
    {
        var alert = new Option<string>("--alert")
        {
            Description = "An Alertmanager webhook payload (version 4), JSON.",
            Required = true,
            HelpName = "FILE",
        };
        var dump = new Option<string>("--dump")
        {
            Description = "The cluster: a folder that `kubectl cluster-info dump --output-directory` wrote.",
            Required = true,
            HelpName = "DIR",
        };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("investigate", "Find the root cause of an alert in a recorded cluster, without a server.")
        {
            alert, dump, json,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(() => RunAsync(
            arguments.GetRequiredValue(alert), arguments.GetRequiredValue(dump), arguments.GetValue(json), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string alertPath, string dumpPath, bool asJson, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = AlertFile.Read(alertPath, now);
        var reader = DumpArgument.Open(dumpPath);
        var incident = PayloadIncident.From(batch, clusterId: "recorded", now);
        var (report, _) = await Investigator.RunAsync(incident, reader, cancellationToken);
        foreach (var gap in reader.Gaps) await Console.Error.WriteLineAsync($"opsworker: {dumpPath}: {gap}");
        Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(report, CoreJson.Default.Report) : ReportText.Write(report));
        return ExitCodes.Success;
    }
}
