using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Api.Rules;

/// <summary>Endpoints to read and replace the rules.</summary>
internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/rules");
        rules.MapGet("", GetAsync)
            .Produces<RulesResponse>()
            .WithSummary("The latest rules and maintenance windows.");
        rules.MapPut("", PutAsync)
            .Accepts<RulesRequest>("application/json")
            .Produces<RulesResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Replaces the rules and maintenance windows by a new version.");
        rules.MapGet("/versions", ListAsync)
            .Produces<RulesVersions>()
            .WithSummary("The versions of the rules, newest first: when, and by which key.");
    }

    private static async Task<IResult> GetAsync(Caller caller, IRuleStore rules, CancellationToken cancellationToken) =>
        TypedResults.Ok(RulesResponse.Of(await rules.GetLatestAsync(caller.Organisation, cancellationToken)));

    private static async Task<IResult> ListAsync(Caller caller, IRuleStore rules, CancellationToken cancellationToken)
    {
        var versions = await rules.ListAsync(caller.Organisation, PageRequest.MaxLimit, cancellationToken);
        return TypedResults.Ok(new RulesVersions([.. versions.Select(RulesVersion.Of)]));
    }

    private static Task<IResult> PutAsync(
        HttpRequest request, Caller caller, IRuleStore rules, TimeProvider time, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, RulesRequestJson.Default.RulesRequest, async body =>
        {
            if (body is null) return Problems.Invalid("$", "Is empty; rules were expected.");
            var latest = await rules.GetLatestAsync(caller.Organisation, cancellationToken);
            var version = latest?.Version ?? 0;
            if (body.Version is { } madeFrom && madeFrom != version)
            {
                return Problems.Conflict($"The rules have version {version} by now, and not {madeFrom}.");
            }

            var changed = new RuleSet
            {
                Organisation = caller.Organisation,
                Version = version + 1,
                ChangedAt = time.GetUtcNow(),
                ChangedBy = caller.KeyId,
                Rules = body.Rules ?? [],
                Maintenance = body.Maintenance ?? [],
            };
            try
            {
                _ = new CompiledRules(changed.Rules, changed.Maintenance);
            }
            catch (RuleException e)
            {
                return Problems.Invalid(e.Field, e.Message);
            }

            return await rules.TryPutAsync(changed, cancellationToken)
                ? TypedResults.Ok(RulesResponse.Of(changed))
                : Problems.Conflict("The rules were changed at the same time.");
        });
}
