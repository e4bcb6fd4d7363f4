using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
using Constructs;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Schedules;

/// <summary>When a function runs by itself.</summary>
public sealed record ScheduleProps
{
    public required DeploymentSettings Settings { get; init; }

    /// <summary>The function.</summary>
    public required PipelineFunction Function { get; init; }

    /// <summary>When, as EventBridge Scheduler writes it, in UTC.</summary>
    public required string Expression { get; init; }
}

/// <summary>Runs a function at fixed times. A run that fails is not repeated: the next one does its work too.</summary>
public sealed class Schedule : Construct
{
    // What the function gets; the words in brackets are put in by the scheduler.
    private static readonly string s_event =
        """
        {"source":"aws.scheduler","id":"<aws.scheduler.execution-id>","time":"<aws.scheduler.scheduled-time>",
        "resources":["<aws.scheduler.schedule-arn>"]}
        """.ReplaceLineEndings("");

    /// <summary>Creates the schedule and the role that may do nothing but call the function.</summary>
    public Schedule(Construct scope, ScheduleProps props)
        : base(scope, props.Function.Definition.Name + "-schedule")
    {
        var stack = Stack.Of(this);
        var role = new Role(this, "Role", new RoleProps
        {
            // Nobody else's schedule may use this role.
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com").WithConditions(new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            }),
        });
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "CallFunction",
            Actions = ["lambda:InvokeFunction"],
            Resources = [props.Function.Alias.FunctionArn],
        }));

        _ = new CfnSchedule(this, "Schedule", new CfnScheduleProps
        {
            Name = props.Settings.NamePrefix + props.Function.Definition.Name,
            Description = props.Function.Definition.Description,
            ScheduleExpression = props.Expression,
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
            Target = new CfnSchedule.TargetProperty
            {
                Arn = props.Function.Alias.FunctionArn,
                RoleArn = role.RoleArn,
                Input = s_event,
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumRetryAttempts = 0, MaximumEventAgeInSeconds = 60 },
            },
        });
        props.Function.Alias.ConfigureAsyncInvoke(new Amazon.CDK.AWS.Lambda.EventInvokeConfigOptions
        {
            RetryAttempts = 0,
            MaxEventAge = Duration.Minutes(1),
        });
    }
}
