using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Tests;

/// <summary>The address of every page of the catalogue, with ids of the demo's records.</summary>
internal static class PagePaths
{
    private static readonly string[] s_notHtml = ["/palette", "report.md", "/state"];

    public static IReadOnlyList<string> Of(RunningPortal portal) =>
        [.. PortalPages.All.Where(route => route.Method == HttpMethods.Get).Select(route => Fill(route.Pattern, portal))];

    /// <summary>Those that are HTML.</summary>
    public static IReadOnlyList<string> Shown(RunningPortal portal) =>
        [.. Of(portal).Where(path => !s_notHtml.Any(part => path.EndsWith(part, StringComparison.Ordinal)))];

    public static string Fill(string pattern, RunningPortal portal) => pattern
        .Replace("/incidents/{id}", $"/incidents/{portal.IncidentId}", StringComparison.Ordinal)
        .Replace("/alerts/{id}", $"/alerts/{portal.AlertId}", StringComparison.Ordinal)
        .Replace("/clusters/{id}", $"/clusters/{portal.ClusterId}", StringComparison.Ordinal)
        .Replace("{id}", "key_none", StringComparison.Ordinal);

    /// <summary>A name for files.</summary>
    public static string NameOf(string path, RunningPortal portal) => path
        .Replace(portal.IncidentId, "one", StringComparison.Ordinal)
        .Replace(portal.AlertId, "one", StringComparison.Ordinal)
        .Replace(portal.ClusterId, "one", StringComparison.Ordinal)
        .Trim('/')
        .Replace('/', '-');
}
