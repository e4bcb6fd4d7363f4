using System.Globalization;
using OpsWorker.Core.Messaging;
using OpsWorker.Infra.Messaging;
using OpsWorker.Pipeline;

namespace OpsWorker.Infra.Tests;

public sealed class QueueTests(Templates templates)
{
    private const string Type = "AWS::SQS::Queue";

    public static TheoryData<string, bool> Each() =>
        [.. PipelineStages.All.Select(stage => new TheoryDataRow<string, bool>(stage.Queue.Value, stage.Queue.IsFifo))];

    [Fact]
    public void The_stack_has_the_queues_of_the_pipeline_and_no_others()
    {
        var queues = PipelineStages.All
            .Select(stage => stage.Queue)
            .SelectMany(queue => (string[])[FullName(queue, ""), FullName(queue, "-dead")]);

        templates.Production.OfType(Type).Select(queue => queue["QueueName"]).ShouldBe(queues, ignoreOrder: true);
    }

    [Fact]
    public void Each_queue_feeds_the_function_of_its_stage()
    {
        foreach (var stage in PipelineStages.All)
        {
            var source = templates.Production.Find("AWS::Lambda::EventSourceMapping", "EventSourceArn", FullName(stage.Queue, ""));

            FunctionOf(source)["FunctionName"].ShouldBe($"opsworker-prod-{stage.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_queue_keeps_order_as_the_application_expects(string name, bool isFifo)
    {
        var queue = Queue(name, isFifo);

        queue["FifoQueue"].ShouldBe(isFifo ? "true" : null);
        queue["ContentBasedDeduplication"].ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_message_that_was_delivered_thirty_times_goes_to_the_queues_own_dead_letters(string name, bool isFifo)
    {
        var queue = Queue(name, isFifo);

        queue["RedrivePolicy.maxReceiveCount"].ShouldBe("30");
        queue["RedrivePolicy.deadLetterTargetArn"].ShouldBe($"opsworker-prod-{name}-dead{(isFifo ? ".fifo" : "")}");
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Dead_letters_are_kept_for_longer_than_messages(string name, bool isFifo)
    {
        var days = (string seconds) => TimeSpan.FromSeconds(int.Parse(seconds, provider: null)).TotalDays;

        days(Queue(name, isFifo)["MessageRetentionPeriod"]!).ShouldBe(4);
        days(Queue(name + "-dead", isFifo)["MessageRetentionPeriod"]!).ShouldBe(14);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_message_stays_invisible_for_six_times_as_long_as_its_function_may_work(string name, bool isFifo)
    {
        var queue = Queue(name, isFifo);
        var source = templates.Production.Find("AWS::Lambda::EventSourceMapping", "EventSourceArn", queue["QueueName"]!);
        var function = FunctionOf(source);

        var visibility = int.Parse(queue["VisibilityTimeout"]!, provider: null);

        visibility.ShouldBe(PipelineQueue.VisibilityFactor * int.Parse(function["Timeout"]!, provider: null));
        PipelineQueue.VisibilityFactor.ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void Every_queue_is_encrypted()
    {
        var queues = templates.Production.OfType(Type);

        queues.Count.ShouldBe(2 * PipelineStages.All.Count);
        queues.ShouldAllBe(queue => queue["SqsManagedSseEnabled"] == "true");
    }

    [Fact]
    public void Every_queue_takes_the_largest_body_that_the_application_sends() =>
        templates.Production.OfType(Type).ShouldAllBe(
            queue => queue["MaximumMessageSize"] == OutgoingMessage.MaxBodyBytes.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Every_queue_refuses_what_does_not_come_over_tls()
    {
        foreach (var queue in templates.Production.OfType(Type))
        {
            var name = queue["QueueName"]!;
            templates.Production.PolicyOf("AWS::SQS::QueuePolicy", "Queues.0", name)
                .ShouldContain($"deny sqs:* by AWS=* on {name} when Bool aws:SecureTransport false");
        }
    }

    [Fact]
    public void Only_the_topic_of_reports_may_send_from_outside_of_the_functions()
    {
        var allowed = templates.Production.OfType("AWS::SQS::QueuePolicy")
            .SelectMany(policy => policy.Statements())
            .Where(statement => statement.Allows)
            .Select(statement => statement.ToString());

        allowed.ShouldBe(
        [
            "allow sqs:SendMessage by Service=sns.amazonaws.com on opsworker-prod-notifications.fifo "
                + "when ArnEquals aws:SourceArn opsworker-prod-reports.fifo",
        ]);
    }

    [Fact]
    public void The_topic_keeps_order_and_hands_messages_on_as_they_are()
    {
        var template = templates.Production;
        var topic = template.Find("AWS::SNS::Topic", "TopicName", "opsworker-prod-reports.fifo");
        var subscription = template.Find("AWS::SNS::Subscription", "TopicArn", "opsworker-prod-reports.fifo");

        topic["FifoTopic"].ShouldBe("true");
        topic["KmsMasterKeyId"]!.ShouldEndWith(":alias/aws/sns");
        subscription["Protocol"].ShouldBe("sqs");
        subscription["Endpoint"].ShouldBe("opsworker-prod-notifications.fifo");
        subscription["RawMessageDelivery"].ShouldBe("true");
    }

    [Theory]
    [InlineData("opsworker-prod-reports.fifo")]
    [InlineData("opsworker-prod-alarms")]
    public void A_topic_refuses_what_does_not_come_over_tls(string topic) =>
        templates.Production.PolicyOf("AWS::SNS::TopicPolicy", "Topics.0", topic)
            .ShouldContain(statement => statement.StartsWith("deny sns:Publish by ", StringComparison.Ordinal)
                && statement.EndsWith("when Bool aws:SecureTransport false", StringComparison.Ordinal));

    private TemplateResource Queue(string name, bool isFifo) =>
        templates.Production.Find(Type, "QueueName", $"opsworker-prod-{name}{(isFifo ? ".fifo" : "")}");

    private TemplateResource FunctionOf(TemplateResource source)
    {
        var name = source["FunctionName"]!.Split(':')[0];
        return templates.Production.Find("AWS::Lambda::Function", "FunctionName", name);
    }

    private static string FullName(QueueName queue, string suffix) =>
        $"opsworker-prod-{queue.Value}{suffix}{(queue.IsFifo ? ".fifo" : "")}";
}
