using System.Text;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Links to Alertmanager's form for a silence of exactly the alert's labels.</summary>
internal static class SilenceLink
{
    private const int MaxLength = 2000;

    /// <summary>The link; null without Alertmanager's address or labels, or if it would be too long for a browser.</summary>
    public static string? Of(string? externalUrl, IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0 || externalUrl is null || !AlertLinks.IsHttp(externalUrl)) return null;
        var filter = new StringBuilder("{");
        foreach (var (name, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            if (filter.Length > MaxLength) return null;
            if (filter.Length > 1) filter.Append(", ");
            filter.Append(IsPlain(name) ? name : Quoted(name)).Append('=').Append(Quoted(value));
        }

        var link = $"{externalUrl.TrimEnd('/')}/#/silences/new?filter={Uri.EscapeDataString(filter.Append('}').ToString())}";
        return link.Length <= MaxLength ? link : null;
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':');

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
