namespace OpsWorker.Core;

/// <summary>Which part of a listing is wanted.</summary>
/// <param name="Limit">How many items at most, from 1 to <see cref="MaxLimit"/>.</param>
/// <param name="Token">Where to go on: <see cref="Page{T}.NextToken"/> of the page before; null for the first.</param>
/// <param name="Within">Of a listing by time: only what lies in it; null for everything. Other listings take no notice of it.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? Token = null, TimeRange? Within = null)
{
    /// <summary>Items of a page where nothing else is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The largest page.</summary>
    public const int MaxLimit = 200;
}

/// <summary>A part of a listing, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextToken">Opaque; null where this was the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
