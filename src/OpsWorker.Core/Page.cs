using System.Text.Json.Serialization;

namespace OpsWorker.Core;

/// <summary>Selects a page of a listing.</summary>
/// <param name="Limit">Maximum number of items, from 1 to <see cref="MaxLimit"/>.</param>
/// <param name="Token"><see cref="Page{T}.NextToken"/> of the previous page; null for the first.</param>
/// <param name="Within">Filters a listing by time; null for no filter. Other listings ignore it.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? Token = null, TimeRange? Within = null)
{
    /// <summary>The default number of items.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The maximum number of items.</summary>
    public const int MaxLimit = 200;
}

/// <summary>A page of a listing, newest first.</summary>
/// <param name="Items">At most <see cref="PageRequest.Limit"/> items.</param>
/// <param name="NextToken">Opaque token of the next page, <c>cursor</c> in JSON; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonPropertyName("cursor")] string? NextToken);
