using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Api.Commands;

/// <summary>Endpoints to read and replace the approval policies.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/approval-policies");
        policies.MapGet("", GetAsync)
            .WithName("getApprovalPolicies")
            .Produces<PoliciesResponse>()
            .WithSummary("The approval policies: the first that matches a command decides.");
        policies.MapPut("", PutAsync)
            .WithName("replaceApprovalPolicies")
            .Accepts<PoliciesRequest>("application/json")
            .Produces<PoliciesResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Replaces the approval policies by a new version. Commands that were requested before keep what they needed.");
    }

    private static async Task<IResult> GetAsync(Caller caller, PolicyVersions policies, CancellationToken cancellationToken) =>
        TypedResults.Ok(PoliciesResponse.Of(await policies.GetAsync(caller.Principal, cancellationToken)));

    private static Task<IResult> PutAsync(
        HttpRequest request, Caller caller, PolicyVersions policies, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, CommandRequestJson.Default.PoliciesRequest, async body =>
        {
            if (body is null) return Problems.Invalid("$", "Is empty; policies were expected.");
            try
            {
                var replaced = await policies.ReplaceAsync(caller.Principal, body.Version, body.Policies ?? [], cancellationToken);
                return replaced.Policies is { } changed
                    ? TypedResults.Ok(PoliciesResponse.Of(changed))
                    : Problems.Conflict($"The policies were changed: they have version {replaced.LatestVersion} by now.");
            }
            catch (RuleException e)
            {
                return Problems.Invalid(e.Field, e.Message);
            }
        });
}
