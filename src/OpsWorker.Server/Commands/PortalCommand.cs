using System.CommandLine;
using OpsWorker.Embedded;
using OpsWorker.Embedded.Inspection;
using OpsWorker.Portal.Sessions;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker portal</c>: prints a link that signs the owner of a running server in.</summary>
internal static class PortalCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var server = new Option<string>("--server")
        {
            Description = "The server's address, on this machine.",
            DefaultValueFactory = _ => ServerSettings.DefaultUrls,
            HelpName = "URL",
        };
        var command = new Command(
            "portal",
            "Print a link that signs you in to the portal of a server on this machine: once, within 15 minutes. Who can read its data "
            + "folder can have one; others sign in with an API key.")
        {
            data, server,
        };
        command.SetAction((arguments, _) => UserErrorException.GuardAsync(() =>
        {
            var folder = DataOption.Read(arguments.GetValue(data), CommandSettings.Read());
            Console.Out.WriteLine(CreateLink(folder, arguments.GetRequiredValue(server), TimeProvider.System.GetUtcNow()));
            return Task.FromResult(ExitCodes.Success);
        }));
        return command;
    }

    /// <exception cref="UserErrorException">The folder is no server's, cannot be read, or the address is none.</exception>
    private static Uri CreateLink(string folder, string server, DateTimeOffset now)
    {
        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new UserErrorException($"--server is \"{server}\"; an address like {ServerSettings.DefaultUrls} was expected.");
        }

        if (!DataInspection.HasDatabase(folder))
        {
            throw new UserErrorException($"{folder} is no server's data folder. --data DIR names the one that `opsworker up` printed.");
        }

        try
        {
            return new Uri(address, SignInLinks.Create(new PortalKey(() => PortalKeyFile.Read(folder)), null, now));
        }
        catch (Exception e) when (e is DataFolderException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The key in {folder} cannot be read: {e.Message}");
        }
    }
}
