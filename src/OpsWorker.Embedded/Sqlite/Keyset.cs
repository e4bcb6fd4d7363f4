using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// The position in a listing after which a page begins: the sort keys of the item before it. Items added meanwhile do not
/// shift pages. A token holds a position only and never a scope, so it is not secret.
/// </summary>
/// <param name="Time">The time in ticks; 0 in a listing that is not by time.</param>
/// <param name="Id">The item's id.</param>
internal sealed record Keyset(long Time, string Id)
{
    /// <summary>The position before all items, newest first.</summary>
    public static readonly Keyset Newest = new(long.MaxValue, "");

    /// <summary>The position before all items, in order of id.</summary>
    public static readonly Keyset Lowest = new(0, "");

    /// <summary>Reads the position from a request.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, or the token is not one of this store.</exception>
    public static Keyset From(PageRequest page, Keyset first)
    {
        if (page.Limit is < 1 or > PageRequest.MaxLimit)
        {
            throw new ArgumentException($"A page has from 1 to {PageRequest.MaxLimit} items, not {page.Limit}.", nameof(page));
        }

        if (page.Token is null) return first;
        return TryRead(page.Token) ?? throw new ArgumentException("The page token is not one of this listing.", nameof(page));
    }

    /// <summary>The inclusive start of a listing, in ticks.</summary>
    public static long From(TimeRange? within) => within?.From.UtcTicks ?? 0;

    /// <summary>The exclusive end of a listing, in ticks.</summary>
    public static long To(TimeRange? within) => within?.To.UtcTicks ?? long.MaxValue;

    /// <summary>Makes a page of rows read with one row more than requested, which shows if there is a next page.</summary>
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
