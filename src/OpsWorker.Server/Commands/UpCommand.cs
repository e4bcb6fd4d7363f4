using System.CommandLine;
using OpsWorker.Core;
using OpsWorker.Server.Commands.CodeHosts;
using OpsWorker.Server.Commands.Models;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Slack.Notifiers;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker up</c>: the server.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"The address to listen at. Default: {ServerSettings.DefaultUrls}",
            HelpName = "URLS",
        };
        var data = DataOption.Create();
        var logFormat = TelemetryOptions.CreateLogFormat();
        var cluster = new ClusterOptions();
        var command = new Command(
            "up",
            "Run the server. Settings also come from appsettings.json and from the environment, for example " +
            "OPSWORKER_Slack__BotToken and OPSWORKER_Slack__Channel.")
        {
            urls, data, logFormat,
        };
        cluster.AddTo(command);
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(async () =>
        {
            WarnOfUnknownVariables();
            var hasStarted = false;
            var builder = CommandSettings.CreateBuilder(() => hasStarted);
            TelemetryOptions.SetLogFormat(builder, arguments.GetValue(logFormat));
            var settings = new ServerSettings
            {
                Urls = arguments.GetValue(urls) ?? builder.Configuration["Urls"] ?? ServerSettings.DefaultUrls,
                PublicUrl = AgentOptions.ReadPublicUrl(builder.Configuration),
                Silence = AgentOptions.ReadSilence(builder.Configuration),
                DataFolder = DataOption.Read(arguments.GetValue(data), builder.Configuration),
                Retention = RetentionOption.Read(builder.Configuration),
                MaxWaitingAlerts = WaitingAlertsOption.Read(builder.Configuration),
                MaskPersonalData = PersonalDataOption.Read(builder.Configuration),
                Cluster = await cluster.OpenAsync(arguments, builder.Configuration, cancel),
                SignIn = SignInSettings.Read(builder.Configuration),
                Slack = SlackSettings.Read(builder.Configuration),
                Notifiers = await NotifierSettings.ReadAsync(builder.Configuration),
                Models = ConfiguredModels.Read(builder.Configuration, TimeProvider.System).Models,
                CodeHosts = ConfiguredCodeHosts.Read(builder.Configuration, TimeProvider.System),
                Telemetry = TelemetryOptions.Read(builder.Configuration),
                Messages = Console.Out,
            };
            await using var host = await ServerStart.StartAsync(settings, TimeProvider.System, builder, cancel);
            hasStarted = true;
            Welcome.Write(Console.Out, host, settings);
            foreach (var line in await CheckSlackAsync(settings, cancel)) Console.Out.WriteLine(line);
            if (settings.Cluster is { } watched) Console.Out.WriteLine(await ClusterGreeting.AskAsync(watched, cancel));
            await host.WaitForShutdownAsync(cancel);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task<IReadOnlyList<string>> CheckSlackAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(OutgoingConnections.CreateHandler());
        return await SlackNotifiers.CheckAsync(settings.Slack, http, TimeProvider.System, cancellationToken);
    }

    private static void WarnOfUnknownVariables()
    {
        foreach (var warning in ServerVariables.FindUnknown()) Console.Error.WriteLine($"opsworker: {warning}");
    }
}
