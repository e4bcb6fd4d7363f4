using System.Text;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Runtime;
using OpsWorker.Functions.Schedules;
using OpsWorker.Infra.Functions;
using FunctionCatalogue = OpsWorker.Functions.FunctionCatalogue;

namespace OpsWorker.Infra.Tests;

public sealed class FunctionTests(Templates templates)
{
    private const string Type = "AWS::Lambda::Function";
    private const string SourceType = "AWS::Lambda::EventSourceMapping";

    [Fact]
    public void The_functions_are_those_of_the_program_which_chooses_one_by_its_handler() =>
        templates.Production.OfType(Type).Select(f => $"{f["FunctionName"]} {f["Handler"]}").ShouldBe(
            FunctionCatalogue.All.Select(function => $"opsworker-prod-{function.Name} {function.Name}"));

    [Fact]
    public void On_the_managed_runtime_the_handler_is_the_assembly_and_a_variable_chooses_the_function()
    {
        var functions = templates.Managed.OfType(Type);

        functions.ShouldAllBe(f => f["Handler"] == typeof(FunctionCatalogue).Assembly.GetName().Name);
        functions.Select(f => f[$"Environment.Variables.{RuntimeEnvironment.FunctionVariable}"])
            .ShouldBe(FunctionCatalogue.All.Select(function => function.Name));
        templates.Production.OfType(Type).ShouldAllBe(f => f[$"Environment.Variables.{RuntimeEnvironment.FunctionVariable}"] == null);
    }

    [Fact]
    public void The_environment_is_called_what_the_functions_call_it()
    {
        var given = templates.Production.Find(Type, "FunctionName", "opsworker-prod-sweeper").Node("Environment.Variables")!.AsObject()
            .ToDictionary(v => v.Key, v => v.Key == FunctionEnvironment.RetentionDays ? "90" : "given");

        FunctionSettings.From(given.GetValueOrDefault).Stage.ShouldBe("given");
    }

    [Theory]
    [InlineData("api", "bedrock/vendor.model-v1:0")]
    [InlineData("investigation", "bedrock/vendor.model-v1:0")]
    [InlineData("rules", null)]
    public void The_functions_that_may_call_models_know_which(string function, string? models)
    {
        var production = templates.Production.Find(Type, "FunctionName", $"opsworker-prod-{function}");

        production["Environment.Variables.OPSWORKER_Models__Default"].ShouldBe(models);
        production["Environment.Variables.OPSWORKER_Models__Providers__bedrock__Kind"].ShouldBe(models is null ? null : "bedrock");
        templates.Development.Find(Type, "FunctionName", $"opsworker-dev-{function}")["Environment.Variables.OPSWORKER_Models__Default"]
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("normalizer", "on")]
    [InlineData("api", "on")]
    [InlineData("rules", null)]
    public void The_functions_that_take_alerts_mask_personal_data_where_that_is_set(string function, string? value)
    {
        templates.Production.Find(Type, "FunctionName", $"opsworker-prod-{function}")["Environment.Variables.OPSWORKER_MaskPersonalData"]
            .ShouldBe(value);
        templates.Development.Find(Type, "FunctionName", $"opsworker-dev-{function}")["Environment.Variables.OPSWORKER_MaskPersonalData"]
            .ShouldBeNull();
    }

    [Fact]
    public void One_setting_chooses_runtime_and_processor()
    {
        templates.Production.OfType(Type).ShouldAllBe(f => f["Runtime"] == "provided.al2023" && f["Architectures"] == "arm64");
        templates.Managed.OfType(Type).ShouldAllBe(f => f["Runtime"] == "dotnet10" && f["Architectures"] == "x86_64");
    }

    [Fact]
    public void Lambda_filters_log_lines_by_their_level() =>
        templates.Production.OfType(Type).ShouldAllBe(f => f["LoggingConfig.LogFormat"] == "JSON");

    [Fact]
    public void Those_that_somebody_waits_for_start_from_a_snapshot_where_they_are_not_compiled()
    {
        var snapshots = templates.Managed.OfType(Type).Where(f => f["SnapStart.ApplyOn"] == "PublishedVersions");

        snapshots.Select(f => f["FunctionName"]).ShouldBe(
        [
            "opsworker-managed-normalizer", "opsworker-managed-api", "opsworker-managed-rules", "opsworker-managed-investigation",
            "opsworker-managed-notification",
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

        called.Count().ShouldBe(10);
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
                [FunctionEnvironment.AgentRoleArn] = "opsworker-prod-agent-<Region>",
                [FunctionEnvironment.ModelProviderKind] = "bedrock",
                [FunctionEnvironment.DefaultModels] = "bedrock/vendor.model-v1:0",
                [FunctionEnvironment.MaskPersonalData] = "on",
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
    public void What_a_schedule_sends_is_what_its_function_takes()
    {
        foreach (var schedule in templates.Production.OfType("AWS::Scheduler::Schedule"))
        {
            ScheduledEvent.Read(Encoding.UTF8.GetBytes(schedule["Target.Input"]!)).Source.ShouldBe(ScheduledEvent.Scheduler);
        }
    }

    [Fact]
    public void A_template_without_the_functions_code_cannot_be_deployed()
    {
        var template = templates.Development;

        template.Parameters!["FunctionsCode"]!["AllowedValues"]!.ToJsonString().ShouldBe("""["placeholder"]""");
        var assertion = template.Rules!["FunctionsArePublished"]!["Assertions"]![0]!;
        assertion["Assert"]!.ToJsonString().ShouldBe("""{"Fn::Not":[{"Fn::Equals":[{"Ref":"FunctionsCode"},"placeholder"]}]}""");
        var reason = (string)assertion["AssertDescription"]!;
        reason.ShouldStartWith("The functions are not published. There is no ");
        reason.ShouldEndWith("/native-arm64/bootstrap. Run: " + PackageKind.Read("", "native-arm64").PublishCommand);
    }

    [Fact]
    public void A_template_with_the_functions_code_can_be_deployed()
    {
        templates.Production.Rules!.ContainsKey("FunctionsArePublished").ShouldBeFalse();
        templates.Production.Parameters!.ContainsKey("FunctionsCode").ShouldBeFalse();
    }

    private static int Number(TemplateResource resource, string path) => int.Parse(resource[path]!, provider: null);
}
