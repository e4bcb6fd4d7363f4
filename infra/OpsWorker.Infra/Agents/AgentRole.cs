using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Agents;

/// <summary>The resources that the agents' role may use.</summary>
public sealed record AgentRoleProps
{
    public required DeploymentSettings Settings { get; init; }

    /// <summary>The only one who may assume the role.</summary>
    public required PipelineFunction Api { get; init; }

    /// <summary>Where answers go.</summary>
    public required PipelineQueue Results { get; init; }

    /// <summary>Where large answers go.</summary>
    public required EvidenceBucket Evidence { get; init; }
}

/// <summary>
/// The role whose short-lived credentials agents get. It has the rights of all agents together; the API function
/// assumes it with a session policy that narrows them to one cluster, and the name of the session is the cluster's.
/// </summary>
public sealed class AgentRole : Construct
{
    /// <summary>Creates the role.</summary>
    public AgentRole(Construct scope, AgentRoleProps props)
        : base(scope, "Agents")
    {
        Role = new Role(this, "Role", new RoleProps
        {
            // Roles are of the account, not of a region: a stage may be in several.
            RoleName = $"{props.Settings.NamePrefix}agent-{Stack.Of(this).Region}",
            Description = "Assumed for one cluster at a time, with a session policy",
            // A role that is assumed by a role lasts for an hour at most, whatever is said here.
            MaxSessionDuration = Duration.Hours(1),
            AssumedBy = new ArnPrincipal(props.Api.Role.RoleArn).WithConditions(new Dictionary<string, object>
            {
                ["StringLike"] = new Dictionary<string, object> { ["sts:RoleSessionName"] = "cl_*" },
            }),
        });
        Allow(
            "ReceiveCommands",
            ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
            CommandQueues.Arn(Stack.Of(this), props.Settings),
            CommandQueues.OperatorArn(Stack.Of(this), props.Settings));
        Allow("SendResults", ["sqs:SendMessage"], props.Results.Queue.QueueArn);
        Allow("UploadEvidence", ["s3:PutObject"], props.Evidence.ObjectsArn(EvidenceBucket.Agents));

        if (props.Settings.KmsKeyArn is { } key)
        {
            Allow("EncryptEvidence", ["kms:GenerateDataKey"], key);
            props.Api.Function.AddEnvironment(FunctionEnvironment.KmsKeyArn, key);
        }

        props.Api.Allow("AssumeAgentRole", ["sts:AssumeRole"], Role.RoleArn);
        props.Api.Function.AddEnvironment(FunctionEnvironment.AgentRoleArn, Role.RoleArn);
    }

    /// <summary>The role.</summary>
    public Role Role { get; }

    private void Allow(string sid, string[] actions, params string[] resources) =>
        Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources }));
}
