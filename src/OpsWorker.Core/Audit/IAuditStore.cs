namespace OpsWorker.Core.Audit;

/// <summary>
/// Stores audit logs. Entries are appended, and never changed nor removed before <see cref="AuditEntry.Retention"/> is over.
/// </summary>
public interface IAuditStore
{
    /// <summary>Appends an entry; one with the same id and time changes nothing.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The organisation's entries, newest first; <see cref="PageRequest.Within"/> is about their time.</summary>
    Task<Page<AuditEntry>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);
}
