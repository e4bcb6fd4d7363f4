namespace OpsWorker.Core.Access;

/// <summary>A role in an organisation; each includes those before it.</summary>
public enum AccessRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Also handles incidents, investigates, changes rules and requests changes of clusters.</summary>
    Operator,

    /// <summary>Also approves changes of clusters.</summary>
    Approver,

    /// <summary>Also manages clusters, keys and the organisation, and reads the audit log.</summary>
    Admin,
}

/// <summary>A permission. A role grants some, and a key may be limited to fewer.</summary>
public enum AccessScope
{
    /// <summary>Reads alerts, incidents, investigations, clusters, rules and digests.</summary>
    Read,

    /// <summary>Acknowledges, comments on, closes and silences incidents, and rates their causes.</summary>
    Respond,

    /// <summary>Starts investigations, and asks models questions.</summary>
    Investigate,

    /// <summary>Changes rules and maintenance windows.</summary>
    Rules,

    /// <summary>Requests changes of clusters.</summary>
    Operate,

    /// <summary>Approves changes of clusters.</summary>
    Approve,

    /// <summary>Adds and removes clusters, and rotates the tokens of their agents.</summary>
    Clusters,

    /// <summary>Adds, revokes and rotates keys.</summary>
    Keys,

    /// <summary>Changes the settings of the organisation.</summary>
    Organisation,

    /// <summary>Reads the audit log.</summary>
    Audit,
}

/// <summary>The permissions of each role.</summary>
public static class AccessRoles
{
    private static readonly Dictionary<AccessScope, AccessRole> s_needed = new()
    {
        [AccessScope.Read] = AccessRole.Viewer,
        [AccessScope.Respond] = AccessRole.Operator,
        [AccessScope.Investigate] = AccessRole.Operator,
        [AccessScope.Rules] = AccessRole.Operator,
        [AccessScope.Operate] = AccessRole.Operator,
        [AccessScope.Approve] = AccessRole.Approver,
        [AccessScope.Clusters] = AccessRole.Admin,
        [AccessScope.Keys] = AccessRole.Admin,
        [AccessScope.Organisation] = AccessRole.Admin,
        [AccessScope.Audit] = AccessRole.Admin,
    };

    /// <summary>The role of an API key, <see cref="AccessRole.Admin"/> for one of earlier versions; null for other keys.</summary>
    public static AccessRole? Of(AccessKey key) => key.Kind == AccessKeyKind.Api ? key.Role ?? AccessRole.Admin : null;

    /// <summary>The least role that grants the permission.</summary>
    public static AccessRole NeededFor(AccessScope scope) => s_needed[scope];

    /// <summary>True if the permission is about what belongs to a workspace; rules, clusters and keys are the organisation's.</summary>
    public static bool IsOfWorkspaces(AccessScope scope) => scope is AccessScope.Read or AccessScope.Respond or AccessScope.Investigate;

    /// <summary>True if the role grants the permission.</summary>
    public static bool Grants(this AccessRole role, AccessScope scope) => role >= s_needed[scope];
}
