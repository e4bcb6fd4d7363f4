using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Api.Rules;

/// <summary>Endpoints to read and replace the rules.</summary>
internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/rules");
        rules.MapGet("", GetAsync)
            .WithName("getRules")
            .Produces<RulesResponse>()
            .WithSummary("The latest rules and maintenance windows.");
        rules.MapPut("", PutAsync)
            .WithName("replaceRules")
            .Accepts<RulesRequest>("application/json")
            .Produces<RulesResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Replaces the rules and maintenance windows by a new version.");
        rules.MapGet("/versions", ListAsync)
            .WithName("listRuleVersions")
            .Produces<RulesVersions>()
            .WithSummary("The versions of the rules, newest first: when, and by which key.");
    }

    private static async Task<IResult> GetAsync(Caller caller, RuleVersions rules, CancellationToken cancellationToken) =>
        TypedResults.Ok(RulesResponse.Of(await rules.GetLatestAsync(caller.Principal, cancellationToken)));

    private static async Task<IResult> ListAsync(Caller caller, RuleVersions rules, CancellationToken cancellationToken)
    {
        var versions = await rules.ListAsync(caller.Principal, cancellationToken);
        return TypedResults.Ok(new RulesVersions([.. versions.Select(RulesVersion.Of)]));
    }

    private static Task<IResult> PutAsync(
        HttpRequest request, Caller caller, RuleVersions rules, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, RulesRequestJson.Default.RulesRequest, async body =>
        {
            if (body is null) return Problems.Invalid("$", "Is empty; rules were expected.");
            try
            {
                var replacement = new RuleReplacement(body.Version, body.Rules ?? [], body.Maintenance ?? []);
                var replaced = await rules.ReplaceAsync(caller.Principal, replacement, cancellationToken);
                return replaced.Rules is { } changed
                    ? TypedResults.Ok(RulesResponse.Of(changed))
                    : Problems.Conflict($"The rules were changed: they have version {replaced.LatestVersion} by now.");
            }
            catch (RuleException e)
            {
                return Problems.Invalid(e.Field, e.Message);
            }
        });
}
