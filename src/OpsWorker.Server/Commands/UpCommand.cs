using System.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using OpsWorker.Embedded;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker up</c>: the server.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen. Default: {ServerSettings.DefaultUrls}", HelpName = "URLS" };
        var data = new Option<string?>("--data") { Description = $"Folder of the database and the evidence. Default: {ServerSettings.DefaultDataFolder}", HelpName = "DIR" };
        var cluster = new ClusterOptions();
        var command = new Command(
            "up",
            "Run the server. Settings also come from appsettings.json and from the environment, for example " +
            "OPSWORKER_Slack__BotToken and OPSWORKER_Slack__Channel.")
        {
            urls, data,
        };
        cluster.AddTo(command);
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(async () =>
        {
            var builder = CreateBuilder();
            var settings = new ServerSettings
            {
                Urls = arguments.GetValue(urls) ?? builder.Configuration["Urls"] ?? ServerSettings.DefaultUrls,
                PublicUrl = AgentOptions.ReadPublicUrl(builder.Configuration),
                Silence = AgentOptions.ReadSilence(builder.Configuration),
                DataFolder = arguments.GetValue(data) ?? builder.Configuration["Data"] ?? ServerSettings.DefaultDataFolder,
                Cluster = await cluster.OpenAsync(arguments, builder.Configuration, cancel),
                Slack = SlackSettings.Read(builder.Configuration),
                Messages = Console.Out,
            };
            return await RunAsync(settings, builder, cancel);
        }));
        return command;
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder();
        RemoveUnprefixedVariables(builder.Configuration.Sources);
        builder.Configuration.AddEnvironmentVariables("OPSWORKER_");
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        return builder;
    }

    // Variables such as KUBECONFIG and URLS belong to other programs.
    private static void RemoveUnprefixedVariables(IList<IConfigurationSource> sources)
    {
        var unprefixed = sources.OfType<EnvironmentVariablesConfigurationSource>().Where(source => string.IsNullOrEmpty(source.Prefix)).ToList();
        foreach (var source in unprefixed) sources.Remove(source);
    }

    private static async Task<int> RunAsync(ServerSettings settings, WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        await using var host = await OpenAsync(settings, builder, cancellationToken);
        await host.StartAsync(cancellationToken);
        Welcome.Write(Console.Out, host, settings);
        if (settings.Cluster is { } cluster) Console.Out.WriteLine(await ClusterGreeting.AskAsync(cluster, cancellationToken));
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<ServerHost> OpenAsync(
        ServerSettings settings, WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerHost.CreateAsync(settings, TimeProvider.System, builder, cancellationToken);
        }
        catch (DataFolderException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
