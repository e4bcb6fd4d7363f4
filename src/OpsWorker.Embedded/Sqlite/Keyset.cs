using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// The place in a listing after which a page begins: the sort keys of the last item before it. So a listing goes on
/// where it was, whatever is added meanwhile. A token only says where to go on, never in what, so it needs no secret.
/// </summary>
/// <param name="Time">In ticks; 0 in a listing that is not by time.</param>
/// <param name="Id">The item's id.</param>
internal sealed record Keyset(long Time, string Id)
{
    /// <summary>Before every item of a listing, newest first.</summary>
    public static readonly Keyset Newest = new(long.MaxValue, "");

    /// <summary>Before every item of a listing in order of id.</summary>
    public static readonly Keyset Lowest = new(0, "");

    /// <summary>The place that a request names.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, or the token is none of this store's.</exception>
    public static Keyset From(PageRequest page, Keyset first)
    {
        if (page.Limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new ArgumentException($"A page has from 1 to {PageRequest.MaxLimit} items, not {page.Limit}.", nameof(page));
        }

        if (page.Token is null) return first;
        return TryRead(page.Token) ?? throw new ArgumentException("The page token is not one of this listing.", nameof(page));
    }

    /// <summary>The first moment of a listing, in ticks.</summary>
    public static long From(TimeRange? within) => within?.From.UtcTicks ?? 0;

    /// <summary>The first moment after a listing, in ticks.</summary>
    public static long To(TimeRange? within) => within?.To.UtcTicks ?? long.MaxValue;

    /// <summary>A page of rows that were read with one more than was asked for, to see whether there are more.</summary>
    public static Page<T> Page<T>(List<T> rows, PageRequest page, Func<T, Keyset> keyOf)
    {
        if (rows.Count <= page.Limit) return new Page<T>(rows, NextToken: null);
        rows.RemoveRange(page.Limit, rows.Count - page.Limit);
        return new Page<T>(rows, keyOf(rows[^1]).Write());
    }

    private string Write() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Time}|{Id}")));

    private static Keyset? TryRead(string token)
    {
        if (!Base64Url.IsValid(token)) return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        var separator = text.IndexOf('|', StringComparison.Ordinal);
        return separator > 0
            && separator < text.Length - 1
            && long.TryParse(text.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new Keyset(time, text[(separator + 1)..])
            : null;
    }
}
