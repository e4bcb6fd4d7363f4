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

    /// <summary>A registration token of a cluster was issued.</summary>
    public const string ClusterJoinToken = "cluster.join-token";

    /// <summary>An agent was registered with a registration token.</summary>
    public const string ClusterRegister = "cluster.register";

    /// <summary>An agent was asked to rotate its token.</summary>
    public const string ClusterRequestRotation = "cluster.request-rotation";

    /// <summary>The rules were replaced.</summary>
    public const string RulesReplace = "rules.replace";

    /// <summary>The organisation was added, with its first keys.</summary>
    public const string OrganisationAdd = "organisation.add";

    /// <summary>Settings of the organisation were changed.</summary>
    public const string OrganisationChange = "organisation.change";

    /// <summary>An incident was acknowledged.</summary>
    public const string IncidentAcknowledge = "incident.acknowledge";

    /// <summary>An incident was commented on.</summary>
    public const string IncidentComment = "incident.comment";

    /// <summary>An incident was closed.</summary>
    public const string IncidentClose = "incident.close";

    /// <summary>An incident was silenced, or its silence ended.</summary>
    public const string IncidentSilence = "incident.silence";

    /// <summary>The report of an incident was rated.</summary>
    public const string IncidentFeedback = "incident.feedback";

    /// <summary>Another attempt at an incident was asked for.</summary>
    public const string IncidentInvestigate = "incident.investigate";

    /// <summary>An investigation without an alert was started.</summary>
    public const string InvestigationStart = "investigation.start";

    /// <summary>A change of a cluster was requested.</summary>
    public const string CommandRequest = "command.request";

    /// <summary>A command was approved.</summary>
    public const string CommandApprove = "command.approve";

    /// <summary>A command was rejected or withdrawn.</summary>
    public const string CommandReject = "command.reject";

    /// <summary>A command was executed without its approvals.</summary>
    public const string CommandBreakGlass = "command.break-glass";

    /// <summary>A command ended: completed, failed or expired.</summary>
    public const string CommandEnd = "command.end";

    /// <summary>The approval policies were replaced.</summary>
    public const string PoliciesReplace = "approval-policies.replace";

    /// <summary>Access without the permission was denied.</summary>
    public const string AccessDeny = "access.deny";
}
