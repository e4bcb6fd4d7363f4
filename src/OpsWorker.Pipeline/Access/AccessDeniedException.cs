using OpsWorker.Core.Access;

namespace OpsWorker.Pipeline.Access;

/// <summary>The principal has not the permission. The message names it and the role that has it, for people.</summary>
public sealed class AccessDeniedException(Principal principal, AccessScope scope) : Exception(Reason(principal, scope))
{
    /// <summary>The missing permission.</summary>
    public AccessScope Scope { get; } = scope;

    private static string Reason(Principal principal, AccessScope scope) => principal.Role.Grants(scope)
        ? principal is { Workspace: { } workspace } && principal.Scopes?.Contains(scope) != false
            ? $"This credential is limited to the workspace {workspace}; this needs one of the whole organisation (scope {scope})."
            : $"This credential is limited to the scopes {string.Join(", ", principal.Scopes!)}; {scope} is needed."
        : $"The role {principal.Role} does not allow this: {AccessRoles.NeededFor(scope)} is needed (scope {scope}).";
}
