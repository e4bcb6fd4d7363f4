using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AwsApigatewayv2Integrations;
using Constructs;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Settings;
using HttpMethod = Amazon.CDK.AWS.Apigatewayv2.HttpMethod;

namespace OpsWorker.Infra.Http;

/// <summary>The functions behind the HTTP API.</summary>
public sealed record HttpFrontDoorProps
{
    public required DeploymentSettings Settings { get; init; }

    /// <summary>Takes webhooks.</summary>
    public required PipelineFunction Normalizer { get; init; }

    /// <summary>Answers everything else.</summary>
    public required PipelineFunction Api { get; init; }
}

/// <summary>The HTTP API: routes, throttling, access log.</summary>
public sealed class HttpFrontDoor : Construct
{
    // The path is not logged: the address of a webhook ends with its key.
    private static readonly string s_accessLogFormat =
        """
        {"requestId":"$context.requestId","time":"$context.requestTime","routeKey":"$context.routeKey",
        "status":"$context.status","ip":"$context.identity.sourceIp","userAgent":"$context.identity.userAgent",
        "responseLength":"$context.responseLength","latencyMs":"$context.responseLatency",
        "integrationError":"$context.integrationErrorMessage"}
        """.ReplaceLineEndings("");

    private const string WebhookRoute = "/v1/webhooks/{source}";
    private const string WebhookKeyRoute = "/v1/webhooks/{source}/{key}";

    private readonly HttpApi _api;

    /// <summary>Creates the API.</summary>
    public HttpFrontDoor(Construct scope, HttpFrontDoorProps props)
        : base(scope, "Http")
    {
        var settings = props.Settings;
        _api = new HttpApi(this, "Api", new HttpApiProps
        {
            ApiName = settings.NamePrefix + "http",
            Description = "Webhooks, the API, agents and Slack",
            CreateDefaultStage = false,
            // With a name of its own, the API answers under no other.
            DisableExecuteApiEndpoint = settings.DomainName is not null,
        });
        AddRoutes(props);
        var stage = AddStage(settings);
        Domain = settings.DomainName is null ? null : new CustomDomain(this, settings, _api, stage);
        Url = Domain?.Url ?? _api.ApiEndpoint;
    }

    /// <summary>The address, without a slash at its end.</summary>
    public string Url { get; }

    /// <summary>The host name of one's own, or null.</summary>
    public CustomDomain? Domain { get; }

    /// <summary>Identifies the API in metrics.</summary>
    public string ApiId => _api.ApiId;

    private void AddRoutes(HttpFrontDoorProps props)
    {
        var normalizer = new HttpLambdaIntegration("Normalizer", props.Normalizer.Alias);
        var api = new HttpLambdaIntegration("Api", props.Api.Alias);
        AddRoute(WebhookRoute, HttpMethod.POST, normalizer);
        AddRoute(WebhookKeyRoute, HttpMethod.POST, normalizer);
        AddRoute("/v1/{proxy+}", HttpMethod.ANY, api);
        AddRoute("/openapi/{document}", HttpMethod.GET, api);
        AddRoute("/docs", HttpMethod.GET, api);
        AddRoute("/docs/{file}", HttpMethod.GET, api);
        AddRoute("/healthz", HttpMethod.GET, api);
        AddRoute("/readyz", HttpMethod.GET, api);
    }

    private void AddRoute(string path, HttpMethod method, HttpLambdaIntegration integration) =>
        _api.AddRoutes(new AddRoutesOptions { Path = path, Methods = [method], Integration = integration });

    private HttpStage AddStage(DeploymentSettings settings)
    {
        var log = new LogGroup(this, "AccessLog", new LogGroupProps
        {
            // Under this prefix the account's policy for log deliveries does not grow with each group.
            LogGroupName = $"/aws/vendedlogs/{settings.NamePrefix}http",
            Retention = LogRetentionDays.Of(settings.LogRetentionDays),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var stage = new HttpStage(this, "Stage", new HttpStageProps
        {
            HttpApi = _api,
            StageName = "$default",
            AutoDeploy = true,
            Throttle = new ThrottleSettings { RateLimit = settings.RequestsPerSecond, BurstLimit = settings.RequestBurst },
        });
        // HttpStage of this version of the CDK has neither an access log nor settings of routes.
        var resource = (CfnStage)stage.Node.DefaultChild!;
        resource.AccessLogSettings = new CfnStage.AccessLogSettingsProperty
        {
            DestinationArn = log.LogGroupArn,
            Format = s_accessLogFormat,
        };

        // Each route has a throttle of its own, so that calls of the API use up nothing of the webhooks'.
        var throttle = new Dictionary<string, object>
        {
            ["ThrottlingRateLimit"] = settings.RequestsPerSecond,
            ["ThrottlingBurstLimit"] = settings.RequestBurst,
        };
        foreach (var route in new[] { WebhookRoute, WebhookKeyRoute })
        {
            resource.AddPropertyOverride($"RouteSettings.POST {route}", throttle);
        }

        return stage;
    }
}
