using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Webhooks;

/// <summary>Webhook endpoints for monitoring systems.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var withoutKey = routes.MapPost("/webhooks/{source}", ReceiveByHeaderAsync);
        var withKey = routes.MapPost("/webhooks/{source}/{key}", ReceiveAsync);
        withoutKey.WithSummary("Accepts alerts, with the key as a bearer token or as the password of basic authentication.");
        withKey.WithSummary("Accepts alerts, with the key in the address; responds once they are durably queued.");
        foreach (var webhook in (RouteHandlerBuilder[])[withoutKey, withKey])
        {
            webhook.Produces<AcceptedResponse>(StatusCodes.Status202Accepted)
                .ProducesProblem(StatusCodes.Status400BadRequest)
                .ProducesProblem(StatusCodes.Status401Unauthorized)
                .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static Task<IResult> ReceiveByHeaderAsync(
        string source,
        HttpRequest request,
        IOrganisationStore organisations,
        IntakeService intake,
        CancellationToken cancellationToken) =>
        ReceiveAsync(
            source, BearerToken.Of(request) ?? BasicPassword.Of(request) ?? "", request, organisations, intake, cancellationToken);

    private static async Task<IResult> ReceiveAsync(
        string source,
        string key,
        HttpRequest request,
        IOrganisationStore organisations,
        IntakeService intake,
        CancellationToken cancellationToken)
    {
        // An unknown source gets the same response as an unknown key, so neither can be enumerated.
        var credential = await organisations.FindKeyAsync(AccessKeys.Hash(key), cancellationToken);
        if (credential is not { Kind: AccessKeyKind.Webhook } || AlertSources.Find(source) is not { } alertSource)
        {
            return Problems.Unauthorized("The key of this webhook is not valid.");
        }

        return await IntakeRequest.AcceptAsync(request, alertSource, credential.Organisation, intake, cancellationToken);
    }
}
