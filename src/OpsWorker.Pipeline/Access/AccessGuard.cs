using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Access;

/// <summary>Checks permissions; each service calls it before it reads or changes anything. What it denies is in the audit log.</summary>
public sealed class AccessGuard(AuditLog audit)
{
    /// <summary>Returns if the principal has the permission.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="scope">The permission.</param>
    /// <param name="target">The id of what is read or changed, for the audit log; null for none in particular.</param>
    /// <exception cref="AccessDeniedException">The principal has not the permission.</exception>
    public async Task DemandAsync(Principal principal, AccessScope scope, string? target)
    {
        if (principal.Can(scope)) return;
        await audit.RecordDeniedAsync(principal, $"The scope {scope} is needed.", target);
        throw new AccessDeniedException(principal, scope);
    }

    /// <summary>Returns if the principal has the permission for the whole organisation, not for a workspace alone.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="scope">The permission.</param>
    /// <param name="target">What is read, for the audit log.</param>
    /// <exception cref="AccessDeniedException">The principal has not the permission.</exception>
    public async Task DemandOfWholeAsync(Principal principal, AccessScope scope, string target)
    {
        await DemandAsync(principal, scope, target);
        if (principal.Workspace is null) return;
        await audit.RecordDeniedAsync(principal, "A credential of the whole organisation is needed.", target);
        throw new AccessDeniedException(principal, scope);
    }
}
