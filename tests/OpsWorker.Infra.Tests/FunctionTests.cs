using System.Text;
using OpsWorker.Functions;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Schedules;
using OpsWorker.Infra.Functions;

namespace OpsWorker.Infra.Tests;

public sealed class FunctionTests(Templates templates)
{
    private const string Type = "AWS::Lambda::Function";
    private const string SourceType = "AWS::Lambda::EventSourceMapping";

    [Fact]
    public void The_functions_are_these()
    {
        templates.Production.OfType(Type).Select(f => $"{f["FunctionName"]} {f["Handler"]}").ShouldBe(
        [
            "opsworker-prod-normalizer OpsWorker.Functions::OpsWorker.Functions.NormalizerFunction::Handle",
            "opsworker-prod-api OpsWorker.Functions::OpsWorker.Functions.ApiFunction::Handle",
            "opsworker-prod-rules OpsWorker.Functions::OpsWorker.Functions.RulesFunction::Handle",
            "opsworker-prod-investigation OpsWorker.Functions::OpsWorker.Functions.InvestigationFunction::Handle",
            "opsworker-prod-notification OpsWorker.Functions::OpsWorker.Functions.NotificationFunction::Handle",
            "opsworker-prod-digest OpsWorker.Functions::OpsWorker.Functions.DigestFunction::Handle",
            "opsworker-prod-sweeper OpsWorker.Functions::OpsWorker.Functions.SweeperFunction::Handle",
        ]);
    }

    [Fact]
    public void Each_handler_is_a_method_that_the_runtime_can_call()
    {
        foreach (var handler in templates.Production.OfType(Type).Select(f => f["Handler"]!.Split("::")))
        {
            var type = typeof(NormalizerFunction).Assembly.GetType(handler[1]).ShouldNotBeNull(handler[1]);

            handler[0].ShouldBe(type.Assembly.GetName().Name);
            type.GetConstructor([]).ShouldNotBeNull();
            type.GetMethod(handler[2], [typeof(Stream)]).ShouldNotBeNull().ReturnType.ShouldBe(typeof(Task<Stream>));
        }
    }

    [Fact]
    public void The_environment_is_called_what_the_functions_call_it()
    {
        var given = templates.Production.Find(Type, "FunctionName", "opsworker-prod-sweeper").Node("Environment.Variables")!.AsObject()
            .ToDictionary(v => v.Key, v => v.Key == FunctionEnvironment.RetentionDays ? "90" : "given");

        FunctionSettings.From(given.GetValueOrDefault).Stage.ShouldBe("given");
    }

    [Fact]
    public void Each_runs_on_the_managed_runtime_on_arm()
    {
        var functions = templates.Production.OfType(Type);

        functions.ShouldAllBe(f => f["Runtime"] == "dotnet10");
        functions.ShouldAllBe(f => f["Architectures"] == "arm64");
    }

    [Fact]
    public void Those_that_somebody_waits_for_start_from_a_snapshot()
    {
        var snapshots = templates.Production.OfType(Type).Where(f => f["SnapStart.ApplyOn"] == "PublishedVersions");

        snapshots.Select(f => f["FunctionName"]).ShouldBe(
        [
            "opsworker-prod-normalizer", "opsworker-prod-api", "opsworker-prod-rules", "opsworker-prod-investigation",
            "opsworker-prod-notification",
        ]);
        templates.Development.OfType(Type).ShouldAllBe(f => f["SnapStart"] == null);
    }

    [Fact]
    public void Everybody_calls_the_published_version_which_alone_has_a_snapshot()
    {
        var template = templates.Production;
        IEnumerable<string?> called =
        [
            .. template.OfType(SourceType).Select(source => source["FunctionName"]),
            .. template.OfType("AWS::ApiGatewayV2::Integration").Select(integration => integration["IntegrationUri"]),
            .. template.OfType("AWS::Scheduler::Schedule").Select(schedule => schedule["Target.Arn"]),
        ];

        called.Count().ShouldBe(9);
        called.ShouldAllBe(name => name!.EndsWith(":live"));
    }

    [Fact]
    public void Each_has_a_log_group_that_forgets()
    {
        foreach (var function in templates.Production.OfType(Type))
        {
            var log = templates.Production.Find("AWS::Logs::LogGroup", "LogGroupName", function["LoggingConfig.LogGroup"]!);
            log["RetentionInDays"].ShouldBe("30");
        }

        templates.Development.OfType("AWS::Logs::LogGroup").ShouldAllBe(log => log["RetentionInDays"] == "7");
    }

    [Fact]
    public void Every_source_reports_what_failed_of_a_batch() =>
        templates.Production.OfType(SourceType).ShouldAllBe(s => s["FunctionResponseTypes"] == "ReportBatchItemFailures");

    [Fact]
    public void The_sources_of_a_function_never_ask_for_more_than_is_reserved_for_it()
    {
        var template = templates.Production;
        foreach (var sources in template.OfType(SourceType).GroupBy(source => source["FunctionName"]))
        {
            var function = template.Find(Type, "FunctionName", sources.Key!.Split(':')[0]);
            var asked = sources.Sum(source => int.Parse(source["ScalingConfig.MaximumConcurrency"]!, provider: null));
            asked.ShouldBeLessThanOrEqualTo(Number(function, "ReservedConcurrentExecutions"));
        }
    }

    [Fact]
    public void The_reserved_shares_fit_into_an_accounts_usual_limit()
    {
        const int usualLimit = 1000;
        const int keptUnreserved = 100;

        var reserved = templates.Production.OfType(Type).Sum(f => Number(f, "ReservedConcurrentExecutions"));

        reserved.ShouldBeLessThanOrEqualTo(usualLimit - keptUnreserved);
        templates.Development.OfType(Type).ShouldAllBe(f => f["ReservedConcurrentExecutions"] == null);
    }

    [Fact]
    public void A_function_that_answers_http_gives_up_before_api_gateway_does()
    {
        var timeouts = ((string[])["normalizer", "api"])
            .Select(name => Number(templates.Production.Find(Type, "FunctionName", "opsworker-prod-" + name), "Timeout"));

        timeouts.ShouldAllBe(seconds => seconds < 30);
    }

    [Fact]
    public void The_environment_has_names_and_no_secrets()
    {
        var api = templates.Production.Find(Type, "FunctionName", "opsworker-prod-api");

        api.Node("Environment.Variables")!.AsObject().ToDictionary(v => v.Key, v => templates.Production.Text(v.Value!)).ShouldBe(
            new Dictionary<string, string>
            {
                [FunctionEnvironment.Stage] = "prod",
                [FunctionEnvironment.Table] = "opsworker-prod-records",
                [FunctionEnvironment.Bucket] = templates.Production.Single("AWS::S3::Bucket").Id,
                [FunctionEnvironment.QueueUrlPrefix] = "https://sqs.<Region>.<URLSuffix>/<AccountId>/opsworker-prod-",
                [FunctionEnvironment.TopicArn] = "opsworker-prod-reports.fifo",
                [FunctionEnvironment.SecretsPrefix] = "/opsworker/prod/",
                [FunctionEnvironment.RetentionDays] = "90",
                [FunctionEnvironment.AgentRoleArn] = "opsworker-prod-agent",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void The_digest_ticks_at_every_quarter_and_the_sweeper_every_minute()
    {
        templates.Production.OfType("AWS::Scheduler::Schedule").Select(s => $"{s["Name"]} {s["ScheduleExpression"]}").ShouldBe(
        [
            "opsworker-prod-digest cron(0/15 * * * ? *)",
            "opsworker-prod-sweeper rate(1 minute)",
        ]);
    }

    [Fact]
    public async Task What_a_schedule_sends_is_what_its_function_takes()
    {
        foreach (var schedule in templates.Production.OfType("AWS::Scheduler::Schedule"))
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(schedule["Target.Input"]!));

            (await ScheduledEvent.ReadAsync(input)).Source.ShouldBe(ScheduledEvent.Scheduler);
        }
    }

    [Fact]
    public void A_template_without_the_functions_code_cannot_be_deployed()
    {
        var template = templates.Development;

        template.Parameters!["FunctionsCode"]!["AllowedValues"]!.ToJsonString().ShouldBe("""["placeholder"]""");
        var assertion = template.Rules!["FunctionsArePublished"]!["Assertions"]![0]!;
        assertion["Assert"]!.ToJsonString().ShouldBe("""{"Fn::Not":[{"Fn::Equals":[{"Ref":"FunctionsCode"},"placeholder"]}]}""");
        ((string)assertion["AssertDescription"]!).ShouldBe(
            "The functions are not published. Run: dotnet publish src/OpsWorker.Functions -c Release -r linux-arm64 "
                + "--no-self-contained -o src/OpsWorker.Functions/bin/publish");
    }

    [Fact]
    public void A_template_with_the_functions_code_can_be_deployed()
    {
        templates.Production.Rules!.ContainsKey("FunctionsArePublished").ShouldBeFalse();
        templates.Production.Parameters!.ContainsKey("FunctionsCode").ShouldBeFalse();
    }

    private static int Number(TemplateResource resource, string path) => int.Parse(resource[path]!, provider: null);
}
