using OpsWorker.Core.Settings;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of the server: the environment, then appsettings.json in the current folder.</summary>
internal static class CommandSettings
{
    /// <summary>The settings, for a command that runs no server.</summary>
    /// <param name="instead">Settings that come before all others; null for none.</param>
    /// <exception cref="UserErrorException">A file of settings cannot be read.</exception>
    public static IConfiguration Read(IEnumerable<KeyValuePair<string, string?>>? instead = null) => Readable<IConfiguration>(
        () => new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{Environments.Production}.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables(UnknownVariables.Prefix)
            .AddInMemoryCollection(instead)
            .Build());

    /// <summary>The builder of a server, with its settings.</summary>
    /// <param name="hasStarted">False until the server listens.</param>
    /// <exception cref="UserErrorException">A file of settings cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(Func<bool> hasStarted) => Readable(() => ServerBuilder.Create(hasStarted));

    private static T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new UserErrorException($"{e.Message} {e.InnerException?.Message}".TrimEnd());
        }
    }
}
