using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Logging.Console;
using OpsWorker.Core.Settings;

namespace OpsWorker.Server.Hosting;

/// <summary>Makes the builder of the server's process: its settings and its log.</summary>
internal static class ServerBuilder
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>For a server that takes settings and writes a log to standard error.</summary>
    /// <param name="hasStarted">False until the server listens.</param>
    /// <exception cref="InvalidDataException">A file of settings cannot be read.</exception>
    public static WebApplicationBuilder Create(Func<bool> hasStarted)
    {
        var builder = WebApplication.CreateBuilder(Options());
        RemoveEnvironment(builder.Configuration.Sources);
        builder.Configuration.AddEnvironmentVariables(UnknownVariables.Prefix);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;

            // Colours are escapes too, and none gets through to the terminal.
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // The command reports a start that failed in one line; the host would log the exception with its stack.
        builder.Logging.AddFilter(HostCategory, level => level >= LogLevel.Warning && hasStarted());
        return builder;
    }

    /// <summary>For a server that takes no settings and logs nothing.</summary>
    public static WebApplicationBuilder CreateSilent()
    {
        var builder = WebApplication.CreateBuilder(Options());
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        return builder;
    }

    // Settings are read once; watching their files takes a thread, and an inotify instance that a busy node may not have.
    private static WebApplicationOptions Options() => new()
    {
        Args = ["--hostBuilder:reloadConfigOnChange=false"],
        EnvironmentName = Environments.Production,
    };

    // Variables such as URLS, KUBECONFIG and ASPNETCORE_URLS belong to other programs.
    private static void RemoveEnvironment(IList<IConfigurationSource> sources)
    {
        foreach (var source in sources.OfType<EnvironmentVariablesConfigurationSource>().ToList()) sources.Remove(source);
    }
}
