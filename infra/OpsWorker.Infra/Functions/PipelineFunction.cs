using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.EventSources;
using Amazon.CDK.AWS.Logs;
using Constructs;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Functions;

/// <summary>The properties of a function beside its definition.</summary>
public sealed record PipelineFunctionProps
{
    /// <summary>Its code and its size.</summary>
    public required FunctionDefinition Definition { get; init; }

    /// <summary>The code of all functions.</summary>
    public required Code Code { get; init; }

    public required DeploymentSettings Settings { get; init; }

    /// <summary>Its environment.</summary>
    public required IDictionary<string, string> Environment { get; init; }
}

/// <summary>
/// A function with a role, a log group and an alias of its own. Whoever calls it calls the alias, since a snapshot
/// exists of published versions only.
/// </summary>
public sealed class PipelineFunction : Construct
{
    /// <summary>Creates the function, with rights to nothing but its own log.</summary>
    public PipelineFunction(Construct scope, PipelineFunctionProps props)
        : base(scope, props.Definition.Name)
    {
        Definition = props.Definition;
        var package = props.Settings.Package;
        var name = props.Settings.NamePrefix + Definition.Name;
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = "/aws/lambda/" + name,
            Retention = LogRetentionDays.Of(props.Settings.LogRetentionDays),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Role = new Role(this, "Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") });
        Allow("WriteOwnLog", ["logs:CreateLogStream", "logs:PutLogEvents"], log.LogGroupArn);

        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = name,
            Description = Definition.Description,
            Runtime = package.Runtime,
            Architecture = package.Architecture,
            Code = props.Code,
            Handler = package.HandlerOf(Definition),
            MemorySize = Definition.MemoryMegabytes,
            Timeout = Definition.Timeout,
            ReservedConcurrentExecutions = props.Settings.ReserveConcurrency ? Definition.ReservedConcurrency : null,
            SnapStart = props.Settings.SnapStart && Definition.SnapStart ? SnapStartConf.ON_PUBLISHED_VERSIONS : null,
            Environment = new Dictionary<string, string>([.. props.Environment, .. package.EnvironmentOf(Definition)]),
            Role = Role,
            LogGroup = log,
            LoggingFormat = LoggingFormat.JSON,
        });
        Annotations.Of(Function).AcknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", "Callers call the alias of a published version.");
        Alias = new Alias(this, "Alias", new AliasProps { AliasName = "live", Version = Function.CurrentVersion });
    }

    /// <summary>Its code and its size.</summary>
    public FunctionDefinition Definition { get; }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>The alias that callers invoke.</summary>
    public Alias Alias { get; }

    /// <summary>The function's execution role.</summary>
    public Role Role { get; }

    /// <summary>Gives it a right.</summary>
    /// <param name="sid">What for, letters and digits.</param>
    /// <param name="actions">The actions, each by its whole name.</param>
    /// <param name="resources">The ARNs.</param>
    public void Allow(string sid, string[] actions, params string[] resources) =>
        Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources }));

    /// <summary>Lets it take the queue's messages, and put those with the dead letters that can never be handled.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="batchSize">How many messages an event has at most.</param>
    /// <param name="maxConcurrency">How many events it handles at the same time at most, so that a crowd waits in the queue.</param>
    public void Consume(PipelineQueue queue, int batchSize, int maxConcurrency)
    {
        ArgumentNullException.ThrowIfNull(queue);
        Alias.AddEventSource(new SqsEventSource(queue.Queue, new SqsEventSourceProps
        {
            BatchSize = batchSize,
            MaxConcurrency = maxConcurrency,
            ReportBatchItemFailures = true,
        }));
        this.AllowDeadLetters(queue);
    }
}
