using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Pipeline.Audit;

/// <summary>Reads the audit log.</summary>
public sealed class AuditReader(IAuditStore store, AccessGuard access)
{
    /// <summary>The organisation's entries, newest first.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read the audit log.</exception>
    public async Task<Page<AuditEntry>> ListAsync(Principal principal, PageRequest page, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Audit, target: null);
        return await store.ListAsync(principal.Organisation, page, cancellationToken);
    }
}
