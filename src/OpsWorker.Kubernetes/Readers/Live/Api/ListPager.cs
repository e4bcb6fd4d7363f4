using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>A part of a list.</summary>
/// <param name="Content">The list's JSON; the caller disposes of it.</param>
/// <param name="StartsAnew">True if the earlier pages are void: the list expired while it was read and starts again.</param>
internal sealed record ListPage(JsonDocument Content, bool StartsAnew);

/// <summary>
/// Reads a list in pages. Without a resource version the list is current and not that of a cache. A list that expires
/// while it is read (410) continues with the token of the refusal, or starts again once.
/// </summary>
internal static class ListPager
{
    /// <summary>
    /// A fifth of kubectl's: reading a page takes several times its size, and this many pods have about a megabyte.
    /// </summary>
    private const int PageSize = 100;

    private const int MaxPages = 5000;

    /// <summary>The limit of expirations, each after the five minutes for which the API server keeps a list.</summary>
    private const int MaxExpired = 5;

    public static async IAsyncEnumerable<ListPage> ReadAsync(
        KubernetesApi api,
        string path,
        string accept,
        (string Name, string? Value)[] parameters,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        var began = 0;
        var expired = 0;
        for (var number = 0; number < MaxPages; number++)
        {
            var page = await TryReadAsync(api, Address(path, parameters, next), accept, next is not null, cancellationToken);
            if (page.Content is null)
            {
                next = page.Continue;
                if (++expired > MaxExpired || (next is null && ++began > 1))
                {
                    throw new ApiException(HttpStatusCode.Gone, "410 Expired: the list changed faster than it could be read.");
                }

                continue;
            }

            next = Continue(page.Content);
            yield return new ListPage(page.Content, began > 0 && number > 0 && page.First);
            if (next is null) yield break;
        }

        throw new ApiException(HttpStatusCode.RequestEntityTooLarge, $"The list has more than {MaxPages * PageSize} items.");
    }

    private static async Task<(JsonDocument? Content, string? Continue, bool First)> TryReadAsync(
        KubernetesApi api, string address, string accept, bool continues, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.GetJsonAsync(address, accept, cancellationToken), null, !continues);
        }
        catch (ApiException e) when (e.Code == HttpStatusCode.Gone && continues)
        {
            return (null, e.Continue, false);
        }
    }

    private static string Address(string path, (string Name, string? Value)[] parameters, string? next) =>
        path + ResourcePath.Query([("limit", PageSize.ToString(CultureInfo.InvariantCulture)), ("continue", next), .. parameters]);

    private static string? Continue(JsonDocument page) =>
        page.RootElement.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("continue", out var next) && next.GetString() is { Length: > 0 } token ? token : null;
}
