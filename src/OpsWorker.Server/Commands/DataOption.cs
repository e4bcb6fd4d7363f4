using System.CommandLine;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands;

/// <summary>The option for the data folder.</summary>
internal static class DataOption
{
    public static Option<string?> Create() => new("--data")
    {
        Description = $"Folder of the database and the evidence. Default: {DefaultDataFolder.Description}",
        HelpName = "DIR",
    };

    /// <summary>The folder: the option, else the setting, else the default.</summary>
    /// <exception cref="UserErrorException">No folder is named and there is no home folder.</exception>
    public static string Read(string? option, IConfiguration configuration) =>
        (option ?? configuration["Data"]) is { Length: > 0 } named ? named : DefaultDataFolder.Find(Environment.GetEnvironmentVariable)
            ?? throw new UserErrorException("There is no folder for the data: HOME is not set; name one by --data DIR or OPSWORKER_Data.");
}
