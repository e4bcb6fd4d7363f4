using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Server.Demo;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Server.Terminal;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker demo</c>: the whole chain on a bundled recorded cluster.</summary>
internal static class DemoCommand
{
    private const string FreePort = "http://127.0.0.1:0";

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Exit after the report." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON; progress goes to standard error." };
        var urls = new Option<string>("--urls")
        {
            Description = "The address to listen at.",
            DefaultValueFactory = _ => FreePort,
            HelpName = "URLS",
        };
        var command = new Command(
            "demo",
            "Send an alert about a recorded online shop through the whole chain and show what comes of it. Needs nothing " +
            "but this program; everything is removed at the end.")
        {
            once, json, urls,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(() => RunAsync(
            arguments.GetValue(once), arguments.GetValue(json), arguments.GetRequiredValue(urls), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(bool once, bool asJson, string urls, CancellationToken cancellationToken)
    {
        var data = CreateDataFolder();
        try
        {
            var cluster = DemoFiles.OpenCluster();
            var time = new RecordedTime(cluster.CollectedAt);
            var settings = new ServerSettings
            {
                Urls = urls,
                DataFolder = data.FullName,
                Cluster = new InProcessCluster(DemoFiles.ClusterName, cluster, "a recording"),
                Messages = TextWriter.Null,
            };
            await using var host = await ServerStart.StartAsync(settings, time, ServerBuilder.CreateSilent(), cancellationToken);
            return await ShowAsync(host, time, once, asJson, cancellationToken);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static DirectoryInfo CreateDataFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("opsworker-demo-");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"No folder for the demo's data can be made: {e.Message} TMPDIR names another place for it.");
        }
    }

    private static async Task<int> ShowAsync(
        ServerHost host, TimeProvider time, bool once, bool asJson, CancellationToken cancellationToken)
    {
        var progressOutput = asJson ? Console.Error : Console.Out;
        await progressOutput.WriteLineAsync($"An alert about the recorded cluster \"{DemoFiles.ClusterName}\" is sent to {host.Address}");
        var view = await new DemoRun(host, new DemoProgress(progressOutput), time).RunAsync(cancellationToken);
        if (view.Investigation?.Report is not { } report)
        {
            await Console.Error.WriteLineAsync($"opsworker: the investigation failed: {view.Investigation?.Failure}");
            return ExitCodes.Failure;
        }

        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(report, CoreJson.Default.Report));
        else Write(Console.Out, view, ReportText.Write(report));
        if (once) return ExitCodes.Success;

        await progressOutput.WriteLineAsync();
        Welcome.WriteAddresses(progressOutput, host.Address, host.NewKeys!);
        await progressOutput.WriteLineAsync($"Look at the incident in the portal: {host.CreateSignInLink()}");
        await progressOutput.WriteLineAsync();
        await progressOutput.WriteLineAsync("Press Ctrl+C to stop.");
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static void Write(TextWriter output, IncidentView view, string report)
    {
        WriteHeading(output, "Report");
        output.WriteLine(report);
        WriteHeading(output, "The message in Slack");
        output.WriteLine(PlainTextMessage.Render(IncidentMessage.Render(view)));
    }

    private static void WriteHeading(TextWriter output, string heading) =>
        output.WriteLine($"\n──── {heading} {new string('─', 94 - heading.Length)}\n");
}
