using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>The team's notifiers by the settings of the moment, so that a changed secret needs no deployment.</summary>
/// <param name="read">Reads the settings; may cache.</param>
public sealed class CurrentNotifiers(Func<CancellationToken, Task<TeamNotifiers>> read)
{
    /// <summary>Notifiers that never change.</summary>
    public CurrentNotifiers(TeamNotifiers notifiers)
        : this(_ => Task.FromResult(notifiers))
    {
    }

    /// <summary>The notifiers.</summary>
    public Task<TeamNotifiers> GetAsync(CancellationToken cancellationToken) => read(cancellationToken);
}
