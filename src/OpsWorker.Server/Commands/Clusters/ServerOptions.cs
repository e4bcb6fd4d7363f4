using System.CommandLine;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands.Clusters;

/// <summary>Adds to a command how it reaches the server, and runs it.</summary>
internal static class ServerOptions
{
    private const string KeyVariable = "OPSWORKER_API_KEY";

    public static Command AddTo(Command command, Func<ParseResult, ServerConnection, CancellationToken, Task<int>> run) =>
        AddLazilyTo(command, (arguments, connect, cancel) => run(arguments, connect(), cancel));

    /// <summary>Adds the options to a command that may need no server; without a connection no key is needed.</summary>
    public static Command AddLazilyTo(Command command, Func<ParseResult, Func<ServerConnection>, CancellationToken, Task<int>> run)
    {
        var server = new Option<string>("--server")
        {
            Description = "The server's address.",
            DefaultValueFactory = _ => ServerSettings.DefaultUrls,
            HelpName = "URL",
        };
        var key = new Option<string?>("--api-key")
        {
            Description = $"An API key of the organisation. Default: {KeyVariable}",
            HelpName = "KEY",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(server);
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(async () =>
        {
            ServerConnection? connection = null;
            try
            {
                return await ServerUnavailableException.GuardAsync(() => run(
                    arguments,
                    () => connection ??= new ServerConnection(
                        Address(arguments.GetRequiredValue(server)),
                        arguments.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable)
                            ?? throw new UserErrorException($"There is no API key; give --api-key or set {KeyVariable}."),
                        arguments.GetValue(json)),
                    cancel));
            }
            finally
            {
                connection?.Dispose();
            }
        }));
        return command;
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UserErrorException($"--server is \"{text}\"; an address like {ServerSettings.DefaultUrls} was expected.");
}
