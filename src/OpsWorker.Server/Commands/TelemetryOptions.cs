using System.Collections;
using System.CommandLine;
using OpsWorker.Server.Telemetry;

namespace OpsWorker.Server.Commands;

/// <summary>The options and settings of logs, metrics and traces.</summary>
internal static class TelemetryOptions
{
    private const string LogFormatSetting = "LogFormat";

    public static Option<string?> CreateLogFormat() => new("--log-format")
    {
        Description = "The form of the log on standard error: text, or json, one document a line. Default: text",
        HelpName = "text|json",
    };

    /// <exception cref="UserErrorException">There is no such form.</exception>
    public static void SetLogFormat(WebApplicationBuilder builder, string? option)
    {
        var format = option ?? builder.Configuration[LogFormatSetting];
        if (format is null or "" or "text") return;
        if (format != "json") throw new UserErrorException($"--log-format is \"{format}\"; text or json was expected.");
        builder.Logging.AddJsonConsole(console =>
        {
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            console.UseUtcTimestamp = true;
        });
    }

    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);
        try
        {
            return TelemetrySettings.Read(configuration["Metrics"], environment);
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
