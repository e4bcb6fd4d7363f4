namespace OpsWorker.Core.Alerts;

/// <summary>Stores accepted alerts.</summary>
public interface IAlertStore
{
    /// <summary>The alert, or null; also null where it is another organisation's.</summary>
    Task<Alert?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the alert, in place of an earlier state of the same id. An alert that was resolved never becomes
    /// firing again: the call changes nothing then and returns false.
    /// </summary>
    Task<bool> TryPutAsync(Alert alert, CancellationToken cancellationToken);

    /// <summary>The organisation's alerts, newest start first; <see cref="PageRequest.Within"/> is about the start.</summary>
    Task<Page<Alert>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);
}
