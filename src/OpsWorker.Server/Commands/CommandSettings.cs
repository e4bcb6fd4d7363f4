using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of the server: the environment, then appsettings.json.</summary>
internal static class CommandSettings
{
    /// <summary>The settings, for a command that runs no server.</summary>
    /// <exception cref="UserErrorException">A file of settings cannot be read.</exception>
    public static IConfiguration Read() => CreateBuilder(() => false).Configuration;

    /// <summary>The builder of a server, with its settings.</summary>
    /// <param name="hasStarted">False until the server listens.</param>
    /// <exception cref="UserErrorException">A file of settings cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(Func<bool> hasStarted)
    {
        try
        {
            return ServerBuilder.Create(hasStarted);
        }
        catch (InvalidDataException e)
        {
            throw new UserErrorException($"{e.Message} {e.InnerException?.Message}".TrimEnd());
        }
    }
}
