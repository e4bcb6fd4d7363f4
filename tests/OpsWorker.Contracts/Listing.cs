using OpsWorker.Core;
using Shouldly;

namespace OpsWorker.Contracts;

/// <summary>Reads every page of a listing and checks the paging rules that all ports share.</summary>
internal static class Listing
{
    /// <summary>All items, read page by page.</summary>
    public static Task<IReadOnlyList<T>> ReadAllAsync<T>(Func<PageRequest, Task<Page<T>>> list, int limit) =>
        ReadAllAsync(list, limit, within: null);

    /// <summary>Whatever time is asked for, its items are listed once, newest first, and no others.</summary>
    /// <param name="list">The listing.</param>
    /// <param name="all">All items that it has.</param>
    /// <param name="timeOf">By which time it lists.</param>
    public static async Task ShouldKeepWithinAsync<T>(
        Func<PageRequest, Task<Page<T>>> list, IReadOnlyList<T> all, Func<T, DateTimeOffset> timeOf)
    {
        var times = all.Select(timeOf).Distinct().Order().ToList();
        DateTimeOffset[] ends = [times[0].AddTicks(-1), times[0], times[times.Count / 2], times[^1], times[^1].AddTicks(1)];
        foreach (var within in from one in ends from other in ends where one <= other select new TimeRange(one, other))
        {
            foreach (var limit in new[] { 1, 200 })
            {
                var listed = await ReadAllAsync(list, limit, within);
                listed.Select(timeOf).ShouldBe(
                    all.Select(timeOf).Where(time => time >= within.From && time < within.To).OrderDescending(), $"{within}, {limit}");
            }
        }
    }

    private static async Task<IReadOnlyList<T>> ReadAllAsync<T>(Func<PageRequest, Task<Page<T>>> list, int limit, TimeRange? within)
    {
        var items = new List<T>();
        string? token = null;
        do
        {
            var page = await list(new PageRequest(limit, token, within));
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            items.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        return items;
    }

    /// <summary>A made-up token and a limit out of range are the caller's mistake.</summary>
    public static async Task ShouldRefuseNonsenseAsync<T>(Func<PageRequest, Task<Page<T>>> list)
    {
        foreach (var token in new[] { "", "nonsense", "bm9uc2Vuc2U", "?;--", "eyJhIjoxfQ" })
        {
            await Should.ThrowAsync<ArgumentException>(() => list(new PageRequest(10, token)), $"token '{token}'");
        }

        await Should.ThrowAsync<ArgumentException>(() => list(new PageRequest(0)));
        await Should.ThrowAsync<ArgumentException>(() => list(new PageRequest(PageRequest.MaxLimit + 1)));
    }

    /// <summary>A token of one organisation's listing never opens the listing of another.</summary>
    public static async Task ShouldNotCrossAsync<T>(
        Func<PageRequest, Task<Page<T>>> mine, Func<PageRequest, Task<Page<T>>> others)
    {
        var token = (await mine(new PageRequest(1))).NextToken.ShouldNotBeNull();
        try
        {
            (await others(new PageRequest(10, token))).Items.ShouldBeEmpty();
        }
        catch (ArgumentException)
        {
            // Refusing the token is as good.
        }
    }
}
