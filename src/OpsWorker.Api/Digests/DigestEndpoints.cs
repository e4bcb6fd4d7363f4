using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Digests;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Organisations;

namespace OpsWorker.Api.Digests;

/// <summary>Endpoint for the digest of any day, computed from the current records.</summary>
internal static class DigestEndpoints
{
    private const string DateFormat = "yyyy-MM-dd";

    public static void MapDigests(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/digest", GetAsync)
            .WithName("getDigest")
            .Produces<Digest>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The digest of `span` (`day`, `week`): the last one due, that of `date` (local, YYYY-MM-DD), or `today` so far.");

    private static async Task<IResult> GetAsync(
        string? date,
        string? span,
        Caller caller,
        OrganisationSettings settings,
        DigestReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await settings.GetWholeAsync(caller.Principal, "digest", cancellationToken) is not { } organisation)
        {
            return Problems.NotFound("There is no such organisation any more.");
        }

        if (span is not (null or "day" or "week")) return Problems.Invalid("span", "day or week was expected.");
        var now = time.GetUtcNow();
        if (date == "today") return TypedResults.Ok(await reader.ReadSoFarAsync(organisation, now, cancellationToken));
        var today = DigestSchedule.Today(organisation, now);
        var wanted = now >= DigestSchedule.PeriodOf(organisation, today).To ? today : today.AddDays(-1);
        if (date is not null
            && !(DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out wanted)
                && wanted <= today && wanted > DateOnly.FromDateTime(organisation.CreatedAt.UtcDateTime).AddDays(-2)))
        {
            return Problems.Invalid(
                "date", $"A date like {today:yyyy-MM-dd} was expected, from the organisation's first day to today, or `today`.");
        }

        return TypedResults.Ok(await reader.ReadAsync(
            organisation, wanted, span == "week" ? DigestSpan.Week : DigestSpan.Day, cancellationToken));
    }
}
