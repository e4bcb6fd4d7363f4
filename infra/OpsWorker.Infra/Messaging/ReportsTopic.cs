using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Messaging;

/// <summary>The topic of changed incidents, and its subscription: the queue of notification.</summary>
public sealed class ReportsTopic : Construct
{
    /// <summary>Creates the topic and subscribes the queue, which then gets the messages as they were published.</summary>
    public ReportsTopic(Construct scope, DeploymentSettings settings, PipelineQueue notifications)
        : base(scope, "Reports")
    {
        Topic = new Topic(this, "Topic", new TopicProps
        {
            TopicName = settings.NamePrefix + "reports",
            Fifo = true,
            // The key that AWS manages for SNS: it costs nothing to keep, and every role of the account may use it.
            MasterKey = Alias.FromAliasName(this, "Key", "alias/aws/sns"),
        });
        RequireTls();
        Topic.AddSubscription(new SqsSubscription(notifications.Queue, new SqsSubscriptionProps { RawMessageDelivery = true }));
    }

    /// <summary>The topic.</summary>
    public Topic Topic { get; }

    // EnforceSSL of this version of the CDK does nothing on a topic that has no other policy.
    private void RequireTls() => Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Sid = "DenyWithoutTls",
        Effect = Effect.DENY,
        Principals = [new AnyPrincipal()],
        Actions = ["sns:Publish"],
        Resources = [Topic.TopicArn],
        Conditions = new Dictionary<string, object>
        {
            ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
        },
    }));
}
