using OpsWorker.Core;

namespace OpsWorker.Pipeline.Listings;

/// <summary>
/// Filters a listing while it is read, within a bounded number of reads. A page may have fewer items than its limit, also none, while
/// there is more: <see cref="Page{T}.NextToken"/> says so.
/// </summary>
public static class FilteredPage
{
    private const int MaxReads = 20;

    /// <summary>Reads a page of what matches.</summary>
    /// <param name="request">The page.</param>
    /// <param name="matches">The filter.</param>
    /// <param name="read">Reads a page of the whole listing.</param>
    public static Task<Page<T>> ReadAsync<T>(PageRequest request, Predicate<T> matches, Func<PageRequest, Task<Page<T>>> read) =>
        ReadAsync(request, item => ValueTask.FromResult(matches(item)), read);

    /// <summary>Reads a page of what matches, where the filter itself reads.</summary>
    /// <param name="request">The page.</param>
    /// <param name="matches">The filter.</param>
    /// <param name="read">Reads a page of the whole listing.</param>
    public static async Task<Page<T>> ReadAsync<T>(
        PageRequest request, Func<T, ValueTask<bool>> matches, Func<PageRequest, Task<Page<T>>> read)
    {
        var found = new List<T>();
        for (var reads = 0; ; reads++)
        {
            // All of what is read counts, so that the next page begins where the last read ended.
            var page = await read(request with { Limit = request.Limit - found.Count });
            foreach (var item in page.Items)
            {
                if (await matches(item)) found.Add(item);
            }

            var isFull = found.Count > request.Limit / 2 || reads == MaxReads - 1;
            if (page.NextToken is null || isFull) return new Page<T>(found, page.NextToken);
            request = request with { Token = page.NextToken };
        }
    }
}
