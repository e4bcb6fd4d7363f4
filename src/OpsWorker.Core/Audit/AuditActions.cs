namespace OpsWorker.Core.Audit;

/// <summary>The actions of audit entries.</summary>
public static class AuditActions
{
    /// <summary>An API key or webhook key was added.</summary>
    public const string KeyAdd = "key.add";

    /// <summary>A key was revoked.</summary>
    public const string KeyRevoke = "key.revoke";

    /// <summary>A key was rotated.</summary>
    public const string KeyRotate = "key.rotate";

    /// <summary>A cluster was added.</summary>
    public const string ClusterAdd = "cluster.add";

    /// <summary>A cluster was removed.</summary>
    public const string ClusterRemove = "cluster.remove";

    /// <summary>The token of a cluster's agent was rotated.</summary>
    public const string ClusterRotateToken = "cluster.rotate-token";

    /// <summary>The rules were replaced.</summary>
    public const string RulesReplace = "rules.replace";

    /// <summary>Settings of the organisation were changed.</summary>
    public const string OrganisationChange = "organisation.change";

    /// <summary>Access without the permission was denied.</summary>
    public const string AccessDeny = "access.deny";
}
