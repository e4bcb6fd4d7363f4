using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Webhooks;

/// <summary>Webhook endpoints for monitoring systems.</summary>
internal static class WebhookEndpoints
{
    // Prometheus and vmalert append the path of Alertmanager's API to the address that they are given.
    private const string AlertmanagerPath = "/api/v2/alerts";

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        const string withoutKey = "Accepts alerts, with the key as a bearer token or as the password of basic authentication.";
        const string withKey = "Accepts alerts, with the key in the address; responds once they are durably queued.";
        const string forPrometheus = " For Prometheus and vmalert, which post as to Alertmanager's API.";
        Describe(routes.MapPost("/webhooks/{source}", ReceiveByHeaderAsync), "sendAlerts", withoutKey);
        Describe(
            routes.MapPost("/webhooks/{source}" + AlertmanagerPath, ReceiveByHeaderAsync),
            "sendPrometheusAlerts",
            withoutKey + forPrometheus);
        Describe(routes.MapPost("/webhooks/{source}/{key}", ReceiveAsync), "sendAlertsWithKey", withKey);
        Describe(
            routes.MapPost("/webhooks/{source}/{key}" + AlertmanagerPath, ReceiveAsync),
            "sendPrometheusAlertsWithKey",
            withKey + forPrometheus);
    }

    private static void Describe(RouteHandlerBuilder webhook, string name, string summary) => webhook
        .WithName(name)
        .Produces<AcceptedResponse>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithSummary(summary);

    private static Task<IResult> ReceiveByHeaderAsync(
        string source,
        HttpRequest request,
        KeyVerifier keys,
        WebhookReceiver receiver,
        WebhookRefusals refusals,
        AuditLog audit,
        CancellationToken cancellationToken) =>
        ReceiveAsync(
            source,
            BearerToken.Of(request) ?? BasicPassword.Of(request) ?? "",
            request,
            keys,
            receiver,
            refusals,
            audit,
            cancellationToken);

    private static async Task<IResult> ReceiveAsync(
        string source,
        string key,
        HttpRequest request,
        KeyVerifier keys,
        WebhookReceiver receiver,
        WebhookRefusals refusals,
        AuditLog audit,
        CancellationToken cancellationToken)
    {
        var known = AlertSources.Find(source);
        var name = known?.Name ?? WebhookRefusals.UnknownSource;
        var credential = await keys.FindAsync(key, AccessKeyKind.Webhook, cancellationToken);
        if (credential is null)
        {
            refusals.Record(name, "the key is not valid", null);
            return Problems.Unauthorized("The key of this webhook is not valid.");
        }

        if (known is null)
        {
            refusals.Record(name, "no such source", credential.Organisation);
            var names = string.Join(", ", AlertSources.All.Select(s => s.Name));
            return Problems.NotFound($"There is no source of this name. The sources are: {names}.");
        }

        if (credential.Source is { } only && only != known.Name)
        {
            refusals.Record(name, "the key is for another source", credential.Organisation);
            var reason = $"The key is for the source {only} alone.";
            var principal = Principal.Of(credential) with { Address = ClientAddress.Of(request) };
            await audit.RecordDeniedAsync(principal, reason, known.Name);
            return Problems.Forbidden(reason);
        }

        return await receiver.ReceiveAsync(request, known, credential, cancellationToken);
    }
}
