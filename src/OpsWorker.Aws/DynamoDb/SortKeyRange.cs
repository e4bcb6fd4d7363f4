using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// A range of sort keys in a listing, both ends included. A sort key is a time or an id with a suffix, so a time alone is
/// the key of no record and sorts before all records of that time.
/// </summary>
internal sealed record SortKeyRange(string First, string Last)
{
    // Before and after every sort key: those go on with a digit, or with the prefix of an id.
    private const string Lowest = "!";
    private const string Highest = "~";

    public bool IsEmpty => string.CompareOrdinal(First, Last) > 0;

    /// <summary>The sort keys within a period, from the token on.</summary>
    public static SortKeyRange Of(TimeRange? within, string? token, Listing listing)
    {
        var first = listing.Prefix + (within is null ? Lowest : RecordListing.Time(within.From));
        var last = listing.Prefix + (within is null ? Highest : RecordListing.Time(within.To));
        if (token is null) return new SortKeyRange(first, last);
        return listing.NewestFirst ? new SortKeyRange(first, Lower(token, last)) : new SortKeyRange(Higher(token, first), last);
    }

    private static string Lower(string a, string b) => string.CompareOrdinal(a, b) < 0 ? a : b;

    private static string Higher(string a, string b) => string.CompareOrdinal(a, b) > 0 ? a : b;
}
