using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Models;
using OpsWorker.Server.Commands.Models;
using OpsWorker.Server.Replays;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker replay</c>: repeats a recorded investigation without its cluster, and shows the difference.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "A file that `opsworker investigate --save` wrote." };
        var model = new Option<string?>("--model")
        {
            Description = "Let this configured model choose, criticise and explain, which may cost money: see docs/models.md.",
            HelpName = "PROVIDER/MODEL",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command(
            "replay", "Repeat a recorded investigation offline, and compare the answers. Exit code 1 where they differ.")
        {
            bundle, model, json,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(
            () => RunAsync(arguments.GetRequiredValue(bundle), arguments.GetValue(model), arguments.GetValue(json), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? model, bool asJson, CancellationToken cancellationToken)
    {
        var models = model is null ? ModelSet.None : ConfiguredModels.Only(model);
        var bundle = await ReplayBundle.ReadAsync(file, cancellationToken);
        var reader = new RecordedAnswers(bundle.Answers, bundle.Report.StartedAt);
        var (report, _) = await Investigator.RunAsync(bundle.Incident, reader, models, CodeHostSet.None, cancellationToken);
        var difference = ReplayDifference.Of(bundle.Report, report);
        Console.Out.WriteLine(
            asJson ? JsonSerializer.Serialize(difference, ReplayJson.Default.ReplayDifference) : difference.Write());
        return difference.IsSame ? ExitCodes.Success : ExitCodes.Failure;
    }
}
