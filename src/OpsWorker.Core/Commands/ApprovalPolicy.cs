using OpsWorker.Core.Access;
using OpsWorker.Core.Rules;

namespace OpsWorker.Core.Commands;

/// <summary>The approvals that commands of some clusters need.</summary>
/// <remarks>Properties with a default have a setter, so that JSON without them leaves it.</remarks>
public sealed record ApprovalPolicy
{
    /// <summary>Maximum of <see cref="Approvals"/>.</summary>
    public const int MaxApprovals = 5;

    /// <summary>Unique within the organisation: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Matchers in Alertmanager's syntax on the cluster's labels and its <c>name</c>, <c>environment</c>, <c>region</c> and
    /// <c>provider</c>, as in <see cref="RuleCondition.Cluster"/>; null for every cluster.
    /// </summary>
    public string? Clusters { get; init; }

    /// <summary>The operations; empty for every operation.</summary>
    public IReadOnlyList<CommandOperation> Operations { get; set; } = [];

    /// <summary>The number of different people who approve, 1 to <see cref="MaxApprovals"/>.</summary>
    public int Approvals { get; set; } = 1;

    /// <summary>The least role of an approver: <see cref="AccessRole.Approver"/> or <see cref="AccessRole.Admin"/>.</summary>
    public AccessRole Role { get; set; } = AccessRole.Approver;

    /// <summary>Operations that need no approval; those of them alone that <see cref="Operations"/> has.</summary>
    public IReadOnlyList<CommandOperation> AutoApprove { get; set; } = [];

    /// <summary>Times at which <see cref="AutoApprove"/> holds, of which one must be now; empty for any time.</summary>
    public IReadOnlyList<RuleTime> AutoApproveDuring { get; set; } = [];

    /// <summary>The least role of a person who may execute a command without approvals, with a reason; null for nobody.</summary>
    public AccessRole? BreakGlass { get; init; }
}

/// <summary>The approval policies of an organisation at one version. The first policy that matches a command decides.</summary>
public sealed record ApprovalPolicies
{
    /// <summary>Maximum number of policies.</summary>
    public const int MaxPolicies = 100;

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The time of the change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The <see cref="Principal.Subject"/> that made it.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>The policies in their order.</summary>
    public IReadOnlyList<ApprovalPolicy> Policies { get; set; } = [];
}

/// <summary>Stores the approval policies of each organisation; the latest version is kept.</summary>
public interface IApprovalPolicyStore
{
    /// <summary>The policies; null where the organisation has none of its own.</summary>
    Task<ApprovalPolicies?> GetAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Stores the next version; false where the stored one is not <c>policies.Version - 1</c>, counting none as 0.</summary>
    Task<bool> TryPutAsync(ApprovalPolicies policies, CancellationToken cancellationToken);
}
