namespace OpsWorker.Diagnosis.Facts;

/// <summary>Tells which Service a route is for, by its path or the name of its variable.</summary>
internal static class RouteLabel
{
    private const int LeastLength = 4;
    private static readonly char[] s_separators = ['/', '*', '?', '(', ')', '$', '^', '.'];

    /// <summary>
    /// Whether the label has the Service's name: as a segment of a path, or as the beginning of a variable's name. Hyphens,
    /// underscores and capitals do not count, and of a longer name (<c>shop-order-service</c>) the segment may be a part.
    /// </summary>
    public static bool Names(string label, string service)
    {
        var name = Letters(service);
        return label.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Select(Letters)
            .Any(s => s == name || (s.Length >= LeastLength && name.Contains(s, StringComparison.Ordinal)) || (name.Length >= LeastLength && s.StartsWith(name, StringComparison.Ordinal)));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
