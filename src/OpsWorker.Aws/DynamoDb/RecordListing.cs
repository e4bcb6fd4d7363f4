using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Reads listings in pages. A page's token is only the sort key of its last record. The listing always comes
/// from the caller, so a forged token opens no other.
/// </summary>
internal static class RecordListing
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    private const char Separator = '#';
    private const int MaxTokenLength = 400;

    /// <summary>The sort key of a record in a listing by time.</summary>
    public static string SortKey(DateTimeOffset time, string id) => Time(time) + Separator + id;

    /// <summary>Formats a time as text that sorts by time.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset ParseTime(string time) => DateTimeOffset.ParseExact(
        time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Reads a page of the listing by time, newest first.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, or the token is not one of a listing by time.</exception>
    public static Task<Page<Item>> ListNewestAsync(
        this RecordTable table, string listing, PageRequest page, CancellationToken cancellationToken) =>
        table.ListAsync(Listing.OfIndex(listing, IsSortKey, newestFirst: true), page, cancellationToken);

    /// <summary>Reads a page of the listing by id, in order.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, or the token is not one of a listing by id.</exception>
    public static Task<Page<Item>> ListByIdAsync(
        this RecordTable table, string listing, string idPrefix, PageRequest page, CancellationToken cancellationToken) =>
        table.ListAsync(
            Listing.OfIndex(listing, sortKey => sortKey.StartsWith(idPrefix, StringComparison.Ordinal), newestFirst: false),
            page,
            cancellationToken);

    /// <summary>Reads the items of a page as records.</summary>
    public static async Task<Page<T>> SelectAsync<T>(this Task<Page<Item>> page, Func<Item, Task<T>> read)
    {
        var items = await page;
        return new Page<T>(await Task.WhenAll(items.Items.Select(read)), items.NextToken);
    }

    /// <summary>Reads a page of a listing.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, or the token is not one of the listing.</exception>
    public static async Task<Page<Item>> ListAsync(
        this RecordTable table, Listing listing, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page.Limit, 1, nameof(page));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(page.Limit, PageRequest.MaxLimit, nameof(page));
        var token = page.Token is null ? null : ReadToken(page.Token, listing.IsSortKey);
        var range = SortKeyRange.Of(page.Within, token, listing);
        if (range.IsEmpty) return new Page<Item>([], NextToken: null);
        var request = new QueryRequest
        {
            IndexName = listing.Index,
            KeyConditionExpression = $"{listing.Keys.Partition} = :listing AND {listing.Keys.Sort} BETWEEN :first AND :last",
            ExpressionAttributeValues = new()
            {
                [":listing"] = new AttributeValue(listing.Partition),
                [":first"] = new AttributeValue(range.First),
                [":last"] = new AttributeValue(range.Last),
            },
            ConsistentRead = listing.Index is null,
            ScanIndexForward = !listing.NewestFirst,
        };

        // One record more shows that there is a next page; a second one may be the record of the token itself.
        var found = await table.QueryAsync(request, page.Limit + 2, cancellationToken);
        var items = found.Where(item => item.Text(listing.Keys.Sort) != token).ToList();
        if (items.Count <= page.Limit) return new Page<Item>(items, NextToken: null);
        var last = items[page.Limit - 1].Text(listing.Keys.Sort)!;
        return new Page<Item>([.. items.Take(page.Limit)], WriteToken(last));
    }

    public static string WriteToken(string sortKey) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(sortKey));

    public static string ReadToken(string token, Predicate<string> isSortKey)
    {
        if (token.Length <= MaxTokenLength && Base64Url.IsValid(token))
        {
            var sortKey = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (isSortKey(sortKey)) return sortKey;
        }

        throw new ArgumentException("The page token is not one of this listing.", nameof(token));
    }

    public static bool IsSortKey(string text) =>
        text.IndexOf(Separator) is var end && end > 0 && end < text.Length - 1
        && DateTimeOffset.TryParseExact(
            text.AsSpan(0, end), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
