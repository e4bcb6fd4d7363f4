using OpsWorker.Core.Access;

namespace OpsWorker.Pipeline.Access;

/// <summary>The principal has not the permission. The message names it and the role that has it, for people.</summary>
public sealed class AccessDeniedException(Principal principal, AccessScope scope) : Exception(Reason(principal, scope))
{
    /// <summary>The missing permission.</summary>
    public AccessScope Scope { get; } = scope;

    private static string Reason(Principal principal, AccessScope scope)
    {
        if (!principal.Role.Grants(scope))
        {
            return $"The role {principal.Role} does not allow this: {AccessRoles.NeededFor(scope)} is needed (scope {scope}).";
        }

        return principal.Scopes is { } scopes && !scopes.Contains(scope)
            ? $"This credential is limited to the scopes {string.Join(", ", scopes)}; {scope} is needed."
            : $"This credential is limited to the workspace {principal.Workspace}; "
                + $"this needs one of the whole organisation (scope {scope}).";
    }
}
