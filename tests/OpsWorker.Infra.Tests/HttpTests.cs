namespace OpsWorker.Infra.Tests;

public sealed class HttpTests(Templates templates)
{
    [Fact]
    public void Webhooks_go_to_the_normalizer_and_everything_else_to_the_api()
    {
        var routes = templates.Production.OfType("AWS::ApiGatewayV2::Route").Select(r => $"{r["RouteKey"]} -> {FunctionOf(r)}");

        routes.ShouldBe(
            [
                "POST /v1/webhooks/{source} -> opsworker-prod-normalizer:live",
                "POST /v1/webhooks/{source}/{key} -> opsworker-prod-normalizer:live",
                "ANY /v1/{proxy+} -> opsworker-prod-api:live",
                "GET /openapi/{document} -> opsworker-prod-api:live",
                "GET /docs -> opsworker-prod-api:live",
                "GET /docs/{file} -> opsworker-prod-api:live",
                "GET /healthz -> opsworker-prod-api:live",
                "GET /readyz -> opsworker-prod-api:live",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Requests_are_throttled_by_stage()
    {
        Throttle(templates.Development).ShouldBe((20, 40));
        Throttle(templates.Production).ShouldBe((200, 400));
    }

    [Fact]
    public void The_access_log_never_has_a_path_for_a_webhooks_ends_with_its_key()
    {
        var stage = templates.Production.Single("AWS::ApiGatewayV2::Stage");
        var format = stage["AccessLogSettings.Format"]!;

        format.ShouldContain("$context.routeKey");
        format.ShouldNotContain("$context.path", Case.Insensitive);
        format.ShouldNotContain("authorizer", Case.Insensitive);
        stage["AccessLogSettings.DestinationArn"].ShouldBe("/aws/vendedlogs/opsworker-prod-http");
    }

    [Fact]
    public void With_a_host_name_of_its_own_the_api_answers_under_no_other()
    {
        var template = templates.Production;
        var domain = template.Single("AWS::ApiGatewayV2::DomainName");

        domain["DomainName"].ShouldBe("opsworker.example.com");
        domain["DomainNameConfigurations.0.SecurityPolicy"].ShouldBe("TLS_1_2");
        template.Single("AWS::ApiGatewayV2::Api")["DisableExecuteApiEndpoint"].ShouldBe("true");
        template.Output("ApiUrl").ShouldBe("https://opsworker.example.com");
        template.Output("AlertmanagerWebhookUrl").ShouldBe("https://opsworker.example.com/v1/webhooks/alertmanager/");
    }

    [Fact]
    public void Without_one_it_answers_under_the_name_that_api_gateway_gives()
    {
        var template = templates.Development;

        template.OfType("AWS::ApiGatewayV2::DomainName").ShouldBeEmpty();
        template.Output("ApiUrl").ShouldBe(template.Single("AWS::ApiGatewayV2::Api").Id + ".ApiEndpoint");
    }

    [Fact]
    public void Webhooks_have_a_throttle_of_their_own()
    {
        var routes = templates.Production.Single("AWS::ApiGatewayV2::Stage").Node("RouteSettings")!.AsObject();

        routes.Select(route => route.Key).ShouldBe(["POST /v1/webhooks/{source}", "POST /v1/webhooks/{source}/{key}"]);
        routes.ShouldAllBe(route => (int)route.Value!["ThrottlingRateLimit"]! == 200 && (int)route.Value["ThrottlingBurstLimit"]! == 400);
    }

    private static (int Rate, int Burst) Throttle(SynthesizedTemplate template)
    {
        var stage = template.Single("AWS::ApiGatewayV2::Stage");
        return (
            int.Parse(stage["DefaultRouteSettings.ThrottlingRateLimit"]!, provider: null),
            int.Parse(stage["DefaultRouteSettings.ThrottlingBurstLimit"]!, provider: null));
    }

    private string FunctionOf(TemplateResource route)
    {
        var template = templates.Production;
        var integration = template.OfType("AWS::ApiGatewayV2::Integration").Single(i => route["Target"] == "integrations/" + i.Id);
        return integration["IntegrationUri"]!;
    }
}
