namespace OpsWorker.Diagnosis.Facts;

/// <summary>CoreDNS's configuration, as far as it can deny names. Source: the manual of its plugin <c>template</c>.</summary>
internal static class Corefile
{
    private static readonly string[] s_denials = ["rcode NXDOMAIN", "rcode SERVFAIL", "rcode REFUSED"];

    /// <summary>The first line of a rule by which no Service of the cluster has a name; null where there is none.</summary>
    public static string? DeniesServices(string text)
    {
        var lines = text.Split('\n').Select(l => l.Trim()).ToList();
        var domain = lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(w => w is ["kubernetes", _, ..])?[1].TrimEnd('.') ?? "cluster.local";
        for (var i = 0; i < lines.Count; i++)
        {
            if (!lines[i].StartsWith("template ", StringComparison.Ordinal) || !Covers(lines[i], domain)) continue;
            var block = lines.Skip(i + 1).TakeWhile(l => l != "}").ToList();
            if (block.Exists(l => s_denials.Contains(l)) && block.TrueForAll(IsOfAll)) return lines[i];
        }

        return null;
    }

    // template CLASS TYPE ZONE... {
    private static bool Covers(string line, string domain) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(3).Any(z => z.TrimEnd('.') is var zone && (zone == domain || zone == "svc." + domain));

    private static bool IsOfAll(string line) => !line.StartsWith("match ", StringComparison.Ordinal) || line["match ".Length..].Trim('"', ' ') is ".*" or ".";
}
