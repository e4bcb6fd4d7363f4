using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands.Doctor;

/// <summary><c>opsworker doctor</c>: checks an installation without changing anything or posting a message.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"The address of the server. Default: {ServerSettings.DefaultUrls}",
            HelpName = "URLS",
        };
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one JSON document a line." };
        var command = new Command(
            "doctor",
            "Check data folder, disk, address, Slack's token, clusters, queues, dead letters and clock. Changes nothing and posts nothing. "
            + "The exit code is 1 where a check failed.")
        {
            urls, data, json,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(async () =>
        {
            var settings = CommandSettings.Read();
            var failed = false;
            await foreach (var result in RunAsync(
                DataOption.Read(arguments.GetValue(data), settings), arguments.GetValue(urls) ?? settings["Urls"], settings, cancel))
            {
                Console.Out.WriteLine(arguments.GetValue(json)
                    ? JsonSerializer.Serialize(result, DoctorJson.Default.CheckResult)
                    : Text(result));
                failed |= result.Status == CheckStatus.Failed;
            }

            return failed ? ExitCodes.Failure : ExitCodes.Success;
        }));
        return command;
    }

    private static async IAsyncEnumerable<CheckResult> RunAsync(
        string folder,
        string? urls,
        IConfiguration settings,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var http = new HttpClient(OutgoingConnections.CreateHandler());
        foreach (var result in DataChecks.Run(folder, AgentOptions.ReadSilence(settings), time.GetUtcNow())) yield return result;
        yield return await NetworkChecks.ListenAsync(http, urls ?? ServerSettings.DefaultUrls, cancellationToken);
        var slack = SlackSettings.Read(settings);
        yield return await NetworkChecks.SlackAsync(http, slack, cancellationToken);
        yield return await NetworkChecks.ClockAsync(http, slack, time, cancellationToken);
    }

    private static string Text(CheckResult result)
    {
        var line = $"{result.Status.ToString().ToLowerInvariant(),-8}{result.Check}: {result.Detail}";
        return result.Remedy is null ? line : $"{line}\n        {result.Remedy}";
    }
}
