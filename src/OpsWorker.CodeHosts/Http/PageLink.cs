namespace OpsWorker.CodeHosts.Http;

/// <summary>Reads from the headers of an answer whether another page follows; its number is counted, not taken from the link.</summary>
internal static class PageLink
{
    public static bool HasNext(HttpResponseMessage response) =>
        (response.Headers.TryGetValues("x-next-page", out var pages) && pages.Any(page => page.Length > 0))
        || (response.Headers.TryGetValues("link", out var links)
            && links.Any(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)));
}
