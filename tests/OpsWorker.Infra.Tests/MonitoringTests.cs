using System.Text.Json.Nodes;
using OpsWorker.Functions.Metrics;

namespace OpsWorker.Infra.Tests;

public sealed class MonitoringTests(Templates templates)
{
    private static readonly string[] Queues = ["alerts", "investigations", "results", "deadlines", "notifications", "chat"];

    private static readonly string[] Functions =
        ["normalizer", "api", "rules", "investigation", "notification", "digest", "sweeper"];

    [Fact]
    public void There_is_an_alarm_for_each_thing_that_can_go_wrong()
    {
        IEnumerable<string> expected =
        [
            .. Queues.SelectMany(queue => (string[])[$"{queue}-age", $"{queue}-dead-letters"]),
            .. Functions.SelectMany(function => (string[])[$"{function}-errors", $"{function}-throttles", $"{function}-duration"]),
            "http-5xx", "http-4xx", "sweeper-silent", "clusters-disconnected", "records-read-throttles", "records-write-throttles",
        ];

        Alarms().Select(alarm => alarm["AlarmName"]).ShouldBe(expected.Select(name => "opsworker-prod-" + name), ignoreOrder: true);
    }

    [Fact]
    public void Every_alarm_notifies_when_it_fires_and_when_it_recovers()
    {
        Alarms().ShouldAllBe(alarm => alarm["AlarmActions"] == "opsworker-prod-alarms");
        Alarms().ShouldAllBe(alarm => alarm["OKActions"] == "opsworker-prod-alarms");
        Alarms().Where(alarm => alarm["TreatMissingData"] != "notBreaching").Select(alarm => alarm["AlarmName"])
            .ShouldBe(["opsworker-prod-sweeper-silent"]);
        Alarms().ShouldAllBe(alarm => alarm["AlarmDescription"]!.Length > 40);
    }

    [Fact]
    public void One_dead_letter_is_enough()
    {
        var alarm = Alarm("alerts-dead-letters");

        alarm["MetricName"].ShouldBe("ApproximateNumberOfMessagesVisible");
        alarm["Dimensions.0.Value"].ShouldBe("opsworker-prod-alerts-dead.fifo.QueueName");
        alarm["Threshold"].ShouldBe("1");
        alarm["ComparisonOperator"].ShouldBe("GreaterThanOrEqualToThreshold");
    }

    [Fact]
    public void A_sweeper_that_does_not_run_rings()
    {
        var alarm = Alarm("sweeper-silent");

        (alarm["Namespace"], alarm["MetricName"]).ShouldBe(("AWS/Lambda", "Invocations"));
        (alarm["ComparisonOperator"], alarm["Threshold"]).ShouldBe(("LessThanThreshold", "1"));
        alarm["TreatMissingData"].ShouldBe("breaching");
    }

    [Fact]
    public void A_function_rings_before_its_time_is_up()
    {
        var alarm = Alarm("investigation-duration");

        alarm["ExtendedStatistic"].ShouldBe("p99");
        alarm["Threshold"].ShouldBe("96000");
    }

    [Fact]
    public void Silent_clusters_are_counted_by_what_the_sweeper_writes()
    {
        using var log = new StringWriter();
        new MetricLog(log, "prod", TimeProvider.System).Write(Metric.DisconnectedClusters, 1);
        var written = JsonNode.Parse(log.ToString())!;
        var directive = written["_aws"]!["CloudWatchMetrics"]![0]!;
        var dimension = (string)directive["Dimensions"]![0]![0]!;

        var alarm = Alarm("clusters-disconnected");

        alarm["Namespace"].ShouldBe((string?)directive["Namespace"]);
        alarm["MetricName"].ShouldBe((string?)directive["Metrics"]![0]!["Name"]);
        alarm["Dimensions.0.Name"].ShouldBe(dimension);
        alarm["Dimensions.0.Value"].ShouldBe((string?)written[dimension]);
        alarm.Node("Dimensions")!.AsArray().Count.ShouldBe(1);
        templates.Production.Single("AWS::CloudWatch::Dashboard")["DashboardBody"]!.ShouldContain(
            $"[\"{directive["Namespace"]}\",\"{directive["Metrics"]![0]!["Name"]}\",\"{dimension}\",\"prod\"");
    }

    [Fact]
    public void CloudWatch_may_publish_alarms_of_this_account() =>
        templates.Production.PolicyOf("AWS::SNS::TopicPolicy", "Topics.0", "opsworker-prod-alarms").ShouldContain(
            "allow sns:Publish by Service=cloudwatch.amazonaws.com on opsworker-prod-alarms when StringEquals aws:SourceAccount "
            + "<AccountId>");

    [Fact]
    public void Alarms_go_to_the_address_of_the_settings()
    {
        var subscription = templates.Production.Find("AWS::SNS::Subscription", "TopicArn", "opsworker-prod-alarms");

        subscription["Protocol"].ShouldBe("email");
        subscription["Endpoint"].ShouldBe("on-call@example.com");
    }

    [Fact]
    public void The_dashboard_shows_every_queue_and_every_function()
    {
        var body = templates.Production.Single("AWS::CloudWatch::Dashboard")["DashboardBody"]!;

        foreach (var name in Queues.Concat(Functions)) body.ShouldContain($"\"label\":\"{name}\"");
    }

    [Fact]
    public void Every_taggable_resource_has_the_tag_of_its_deployment() =>
        templates.Production.OfType("AWS::SQS::Queue")
            .ShouldAllBe(queue => queue.Node("Tags")!.ToJsonString()
                == """[{"Key":"application","Value":"opsworker"},{"Key":"stage","Value":"prod"}]""");

    private IReadOnlyList<TemplateResource> Alarms() => templates.Production.OfType("AWS::CloudWatch::Alarm");

    private TemplateResource Alarm(string name) =>
        templates.Production.Find("AWS::CloudWatch::Alarm", "AlarmName", "opsworker-prod-" + name);
}
