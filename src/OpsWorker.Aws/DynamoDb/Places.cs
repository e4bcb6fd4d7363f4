using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// The places of a listing that a page may have, both ends included. A place is a time or an id with something after it,
/// so the bare time of an end is the place of no record, and a record at that time lies behind it.
/// </summary>
internal sealed record Places(string First, string Last)
{
    // Before and behind every place: they begin with a digit, or with the prefix of an id.
    private const string Lowest = "!";
    private const string Highest = "~";

    /// <summary>Whether there can be none.</summary>
    public bool IsEmpty => string.CompareOrdinal(First, Last) > 0;

    /// <summary>The places within a time, of them those from the token's on.</summary>
    public static Places Of(TimeRange? within, string? token, bool newestFirst)
    {
        var first = within is null ? Lowest : RecordListing.Time(within.From);
        var last = within is null ? Highest : RecordListing.Time(within.To);
        if (token is null) return new Places(first, last);
        return newestFirst ? new Places(first, Lower(token, last)) : new Places(Higher(token, first), last);
    }

    private static string Lower(string a, string b) => string.CompareOrdinal(a, b) < 0 ? a : b;

    private static string Higher(string a, string b) => string.CompareOrdinal(a, b) > 0 ? a : b;
}
