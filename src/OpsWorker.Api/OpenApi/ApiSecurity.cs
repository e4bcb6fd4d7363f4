using Microsoft.OpenApi;

namespace OpsWorker.Api.OpenApi;

/// <summary>The security schemes, and which operation takes which.</summary>
internal static class ApiSecurity
{
    private const string ApiKey = "apiKey";
    private const string WebhookKey = "webhookKey";
    private const string WebhookPassword = "webhookPassword";
    private const string AgentToken = "agentToken";
    private const string RegistrationToken = "registrationToken";
    private const string SlackSignature = "slackSignature";

    public static void AddSchemes(OpenApiDocument document)
    {
        document.AddComponent(ApiKey, Bearer("An API key of the organisation, as `owk_…`. Its role and scopes limit what it may do."));
        document.AddComponent(WebhookKey, Bearer("A webhook key of the organisation, as `oww_…`."));
        document.AddComponent(WebhookPassword, Http("basic", "A webhook key of the organisation as the password; any user."));
        document.AddComponent(AgentToken, Bearer("The token of a cluster's agent, as `oca_…` or `owc_…`."));
        document.AddComponent(RegistrationToken, Bearer("The registration token of a cluster, as `ocr_…`; for one agent and one hour."));
        document.AddComponent(SlackSignature, Header("X-Slack-Signature", "The signature of the request by the app's signing secret."));
    }

    /// <summary>The alternatives of an operation; empty where it needs no credential, or the credential stands in its path.</summary>
    public static IList<OpenApiSecurityRequirement> Of(string path, OpenApiDocument document) => path switch
    {
        _ when !path.StartsWith("/v1/", StringComparison.Ordinal) || path.Contains("{key}", StringComparison.Ordinal) => [],
        _ when path.StartsWith("/v1/webhooks/", StringComparison.Ordinal) =>
            [Requirement(WebhookKey, document), Requirement(WebhookPassword, document)],
        "/v1/agent/register" => [Requirement(RegistrationToken, document)],
        _ when path.StartsWith("/v1/agent/", StringComparison.Ordinal) => [Requirement(AgentToken, document)],
        _ when path.StartsWith("/v1/slack/", StringComparison.Ordinal) => [Requirement(SlackSignature, document)],
        _ => [Requirement(ApiKey, document)],
    };

    private static IOpenApiSecurityScheme Bearer(string description) => Http("bearer", description);

    private static IOpenApiSecurityScheme Http(string scheme, string description) =>
        new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = scheme, Description = description };

    private static IOpenApiSecurityScheme Header(string name, string description) => new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = name,
        Description = description,
    };

    private static OpenApiSecurityRequirement Requirement(string name, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(name, document)] = [] };
}
