using Microsoft.AspNetCore.Http;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>Answers a listing whose page is asked for with <c>limit</c> and <c>pageToken</c>.</summary>
internal static class PageQuery
{
    public static async Task<IResult> ListAsync<T>(int? limit, string? pageToken, Func<PageRequest, Task<Page<T>>> list)
    {
        if (limit is < 1 or > PageRequest.MaxLimit)
        {
            return Problems.Invalid("limit", $"Is {limit}; a number from 1 to {PageRequest.MaxLimit} was expected.");
        }

        try
        {
            return TypedResults.Ok(await list(new PageRequest(limit ?? PageRequest.DefaultLimit, pageToken)));
        }
        catch (ArgumentException)
        {
            return Problems.Invalid("pageToken", "Is not a token that a page before has given.");
        }
    }
}
