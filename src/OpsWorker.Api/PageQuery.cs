using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>Serves a page of a listing, selected by <c>limit</c> and <c>cursor</c>.</summary>
internal static class PageQuery
{
    public static async Task<IResult> ListAsync<T>(string? limit, string? cursor, Func<PageRequest, Task<Page<T>>> list)
    {
        var items = PageRequest.DefaultLimit;
        if (limit is not null
            && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out items)
                && items is >= 1 and <= PageRequest.MaxLimit))
        {
            return Problems.Invalid("limit", $"Is {limit}; a number from 1 to {PageRequest.MaxLimit} was expected.");
        }

        try
        {
            return TypedResults.Ok(await list(new PageRequest(items, cursor)));
        }
        catch (InvalidParameterException e)
        {
            return Problems.Invalid(e.Name, e.Message);
        }
        catch (ArgumentException)
        {
            return Problems.Invalid("cursor", "Is not the `cursor` of an earlier page of this listing.");
        }
    }
}
