using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Monitoring;

/// <summary>The definition of an alarm.</summary>
public sealed record AlarmDefinition
{
    /// <summary>Names the alarm, after the prefix of the deployment.</summary>
    public required string Name { get; init; }

    /// <summary>The meaning of the alarm and the next step, for the person on call.</summary>
    public required string Description { get; init; }

    /// <summary>The metric that is compared with the threshold.</summary>
    public required IMetric Metric { get; init; }

    /// <summary>It rings at this value and above; see <see cref="RingsBelow"/>.</summary>
    public required double Threshold { get; init; }

    /// <summary>It rings below the value, and where there is no value: for work that has to happen.</summary>
    public bool RingsBelow { get; init; }

    /// <summary>After so many periods in a row.</summary>
    public double Periods { get; init; } = 1;
}

/// <summary>Where alarms go. They carry names and numbers, nothing of what the organisations keep.</summary>
public sealed class AlarmTopic : Construct
{
    private readonly string _namePrefix;

    /// <summary>Creates the topic, and a subscription where the settings have an address.</summary>
    public AlarmTopic(Construct scope, DeploymentSettings settings)
        : base(scope, "Alarms")
    {
        _namePrefix = settings.NamePrefix;
        // Not encrypted with a key of KMS: CloudWatch may not use the one that AWS manages.
        Topic = new Topic(this, "Topic", new TopicProps { TopicName = settings.NamePrefix + "alarms", EnforceSSL = true });
        Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AlarmsOfThisAccount",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [Topic.TopicArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
            },
        }));
        if (settings.AlarmEmail is not null)
        {
            Topic.AddSubscription(new EmailSubscription(settings.AlarmEmail));
        }
    }

    /// <summary>The topic.</summary>
    public Topic Topic { get; }

    /// <summary>Creates an alarm that notifies the topic when it fires and when it recovers.</summary>
    public Alarm Add(AlarmDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var alarm = new Alarm(this, definition.Name, new AlarmProps
        {
            AlarmName = _namePrefix + definition.Name,
            AlarmDescription = definition.Description,
            Metric = definition.Metric,
            Threshold = definition.Threshold,
            ComparisonOperator = definition.RingsBelow
                ? ComparisonOperator.LESS_THAN_THRESHOLD
                : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = definition.Periods,
            // Where nothing happens nothing is wrong, unless something has to.
            TreatMissingData = definition.RingsBelow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
        });
        var notify = new SnsAction(Topic);
        alarm.AddAlarmAction(notify);
        alarm.AddOkAction(notify);
        return alarm;
    }
}
