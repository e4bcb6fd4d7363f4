using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsWorker.Api.Alerts;
using OpsWorker.Api.Asking;
using OpsWorker.Api.Audit;
using OpsWorker.Api.Clusters;
using OpsWorker.Api.Commands;
using OpsWorker.Api.Digests;
using OpsWorker.Api.Docs;
using OpsWorker.Api.Incidents;
using OpsWorker.Api.Investigations;
using OpsWorker.Api.Keys;
using OpsWorker.Api.OpenApi;
using OpsWorker.Api.Organisations;
using OpsWorker.Api.Rules;
using OpsWorker.Api.Slack;
using OpsWorker.Api.Webhooks;
using OpsWorker.Core;
using OpsWorker.Pipeline;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Clusters.Registration;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Intake.Sns;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Pipeline.Organisations;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Api;

/// <summary>OpsWorker's HTTP API, identical in every host.</summary>
public static class OpsWorkerEndpoints
{
    /// <summary>Registers JSON, problem details, the OpenAPI document and API keys. The host registers the ports.</summary>
    /// <param name="publicUrl">The server's public address, evaluated per use; null means the address of each request.</param>
    public static IServiceCollection AddOpsWorkerApi(this IServiceCollection services, Func<Uri>? publicUrl = null)
    {
        services.AddOpsWorkerWebhooks();
        services.AddSingleton(new PublicUrl(publicUrl));
        services.TryAddSingleton<AccessGuard>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<AlertReader>();
        services.AddSingleton<IncidentReader>();
        services.AddSingleton<InvestigationReader>();
        services.AddSingleton<KeyLifecycle>();
        services.AddSingleton<OrganisationSettings>();
        services.AddSingleton<RuleVersions>();
        services.AddSingleton<RequestedInvestigations>();
        services.AddSingleton<ClusterLifecycle>();
        services.AddSingleton<ClusterRegistration>();
        services.AddSingleton<AgentRotation>();
        services.AddSingleton<ClusterView>();
        services.AddSingleton<DigestReader>();
        services.AddSingleton<FiringProblems>();
        services.AddIncidentOperations();
        services.AddCommands();
        services.AddQuestions();
        services.AddOpenApi(options =>
        {
            options.AddSchemaTransformer((schema, context, _) =>
            {
                ApiSchemas.Describe(schema, context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                ApiDocument.Complete(document);
                return Task.CompletedTask;
            });
        });

        // AddAuthentication would also store data protection keys on disk, which nothing here uses.
        services.AddWebEncoders();
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyAuthentication.SchemeName);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorization();
        return services;
    }

    /// <summary>Registers JSON and problem details for a host that serves webhooks only. The host registers the ports.</summary>
    public static IServiceCollection AddOpsWorkerWebhooks(this IServiceCollection services)
    {
        services.AddKnownOptions();
        services.TryAddSingleton<AuditLog>();
        services.AddSingleton<KeyVerifier>();
        services.AddSingleton<SnsVerifier>();
        services.AddSingleton<WebhookVerification>();
        services.AddSingleton<WebhookReceiver>();
        services.AddSingleton<WebhookRefusals>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => Problems.Complete(context));
        services.ConfigureHttpJsonOptions(options =>
        {
            // ASCII: the framework's own choice lets bidirectional and zero-width characters through to terminals and logs.
            options.SerializerOptions.Encoder = JavaScriptEncoder.Default;

            // The resolvers bring types; the handling of nulls is set on the options.
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.Converters.Add(new Iso8601DurationConverter());
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.TypeInfoResolverChain.Insert(1, CoreJson.Default);
        });
        return services;
    }

    /// <summary>Adds problem details to responses of routing without a body (404, 405, 415).</summary>
    public static void UseOpsWorkerProblems(this IApplicationBuilder application) => application.UseStatusCodePages();

    /// <summary>
    /// Answers what no endpoint catches with problem details: 503 where the records cannot be written, else 500. For a host
    /// that does not answer it itself.
    /// </summary>
    public static void UseOpsWorkerFaults(this IApplicationBuilder application) => application.UseExceptionHandler(
        new ExceptionHandlerOptions
        {
            StatusCodeSelector = e => e is StoreUnavailableException
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
        });

    /// <summary>Maps only the webhooks.</summary>
    public static void MapOpsWorkerWebhooks(this IEndpointRouteBuilder routes) => routes.MapGroup("/v1").MapWebhooks();

    /// <summary>Maps every endpoint.</summary>
    public static void MapOpsWorker(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapDocs();
        routes.MapGroup("").WithTags(ApiTags.Health).MapHealth();
        var v1 = routes.MapGroup("/v1");
        v1.MapGroup("").WithTags(ApiTags.Webhooks).MapWebhooks();
        v1.MapGroup("").WithTags(ApiTags.Agents).MapAgentSession();
        v1.MapGroup("").WithTags(ApiTags.Agents).MapOperatorSession();
        v1.MapGroup("").WithTags(ApiTags.Agents).MapAgentIdentity();
        v1.MapGroup("").WithTags(ApiTags.Agents).MapAgentAlerts();
        v1.MapGroup("").WithTags(ApiTags.Slack).MapSlack();
        var records = v1.MapGroup("").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        records.AddEndpointFilter(Denials.RefuseAsync);
        records.AddEndpointFilter(UnknownParameters.RefuseAsync);
        records.MapGroup("").WithTags(ApiTags.Incidents).MapIncidents();
        records.MapGroup("").WithTags(ApiTags.Incidents).MapIncidentActions();
        records.MapGroup("").WithTags(ApiTags.Investigations).MapInvestigations();
        records.MapGroup("").WithTags(ApiTags.Investigations).MapAsk();
        records.MapGroup("").WithTags(ApiTags.Alerts).MapAlerts();
        records.MapGroup("").WithTags(ApiTags.Rules).MapRules();
        records.MapGroup("").WithTags(ApiTags.Clusters).MapClusters();
        records.MapGroup("").WithTags(ApiTags.Commands).MapCommands();
        records.MapGroup("").WithTags(ApiTags.Commands).MapPolicies();
        records.MapGroup("").WithTags(ApiTags.Organisation).MapDigests();
        records.MapGroup("").WithTags(ApiTags.Organisation).MapOrganisation();
        records.MapGroup("").WithTags(ApiTags.Access).MapKeys();
        records.MapGroup("").WithTags(ApiTags.Access).MapAudit();
    }
}
