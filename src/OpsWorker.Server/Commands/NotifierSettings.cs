using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of section <c>Notifiers</c>.</summary>
internal static class NotifierSettings
{
    /// <summary>The notifiers that are switched on.</summary>
    /// <exception cref="UserErrorException">A setting is missing or wrong.</exception>
    public static async Task<IReadOnlyList<INotifier>> ReadAsync(IConfiguration configuration)
    {
        try
        {
            return await NotifierCatalogue.CreateAsync(
                name => Task.FromResult(configuration[name]),
                new HttpClient(OutgoingConnections.CreateHandler()),
                TimeProvider.System);
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
