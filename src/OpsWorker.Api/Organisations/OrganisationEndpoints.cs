using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Pipeline.Organisations;

namespace OpsWorker.Api.Organisations;

/// <summary>The caller's organisation and its settings.</summary>
internal static class OrganisationEndpoints
{
    public static void MapOrganisation(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/organisation", GetAsync)
            .WithName("getOrganisation")
            .Produces<OrganisationResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Your organisation and its settings.");
        routes.MapPatch("/organisation", ChangeAsync)
            .WithName("changeOrganisation")
            .Accepts<ChangeOrganisationRequest>("application/json")
            .Produces<OrganisationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Changes settings of your organisation; omitted settings stay as they are.");
    }

    private static async Task<IResult> GetAsync(
        Caller caller, OrganisationSettings settings, CancellationToken cancellationToken) =>
        await settings.GetAsync(caller.Principal, cancellationToken) is { } organisation
            ? TypedResults.Ok(OrganisationResponse.Of(organisation))
            : NotFound();

    private static Task<IResult> ChangeAsync(
        HttpRequest request, Caller caller, OrganisationSettings settings, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, ApiJson.Default.ChangeOrganisationRequest, async body =>
        {
            var change = body ?? new ChangeOrganisationRequest(null, null);
            if (change.Violation() is { } wrong) return Problems.Invalid(wrong.Field, wrong.Detail);
            return await settings.ChangeAsync(caller.Principal, change.ApplyTo, cancellationToken) is { } changed
                ? TypedResults.Ok(OrganisationResponse.Of(changed))
                : NotFound();
        });

    private static IResult NotFound() => Problems.NotFound("There is no such organisation any more.");
}
