using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Server.Terminal;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker investigate</c>: one alert, one cluster, live or recorded, no server.</summary>
internal static class InvestigateCommand
{
    public static Command Create()
    {
        var alert = new Option<string>("--alert")
        {
            Description = "A webhook payload of any source, JSON: see docs/sources.",
            Required = true,
            HelpName = "FILE",
        };
        var dump = new Option<string?>("--dump")
        {
            Description = "A recorded cluster: a folder that `kubectl cluster-info dump --output-directory` wrote.",
            HelpName = "DIR",
        };
        var kubeconfig = KubeConfigArgument.FileOption("The live cluster of this kubeconfig. Default: KUBECONFIG, then ~/.kube/config.");
        var context = KubeConfigArgument.ContextOption();
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command(
            "investigate", "Find the root cause of an alert in a live or a recorded cluster, without a server. Only reads.")
        {
            alert, dump, kubeconfig, context, json,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(() => RunAsync(
            arguments.GetRequiredValue(alert),
            arguments.GetValue(dump),
            () => KubeConfigArgument.ConnectAsync(arguments.GetValue(kubeconfig), arguments.GetValue(context), cancel),
            arguments.GetValue(json),
            cancel)));
        return command;
    }

    private static async Task<int> RunAsync(
        string alertPath, string? dumpPath, Func<Task<IClusterConnection>> live, bool asJson, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = AlertFile.Read(alertPath, now);
        var recorded = dumpPath is null ? null : DumpArgument.Open(dumpPath);
        using var asked = recorded is null ? new LiveReader(await live(), TimeProvider.System) : null;
        var incident = PayloadIncident.From(batch, clusterId: recorded is null ? "live" : "recorded", now);
        var (report, _) = await Investigator.RunAsync(incident, (IQueryReader?)recorded ?? asked!, cancellationToken);
        foreach (var gap in recorded?.Gaps ?? []) await Console.Error.WriteLineAsync($"opsworker: {dumpPath}: {gap}");
        Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(report, CoreJson.Default.Report) : ReportText.Write(report));
        return ExitCodes.Success;
    }
}
