using System.Globalization;

namespace OpsWorker.Core.Queries;

/// <summary>
/// Writes a query as the kubectl command that it corresponds to, for people to read and run. Names come from alerts too, which anyone may
/// have written: each is one word to a shell, and one that begins with a hyphen stands after <c>--</c>, where no flags are expected.
/// <c>probe</c>, <c>discover</c>, <c>--match</c> and <c>--expression</c> are not kubectl's.
/// </summary>
internal static class QueryText
{
    public static string Write(Query query)
    {
        var words = new List<string> { "kubectl", Verb(query.Verb, query.Resource) };
        var afterFlags = new List<string>();
        foreach (var operand in Operands(query))
        {
            if (afterFlags.Count > 0 || operand.StartsWith('-')) afterFlags.Add(operand);
            else words.Add(operand);
        }

        AddFlags(words, query);
        if (afterFlags.Count > 0) words.AddRange(["--", .. afterFlags]);
        return string.Join(' ', words.Select(ShellWord.Quote));
    }

    private static string Verb(QueryVerb verb, string? resource) => verb switch
    {
        QueryVerb.Get or QueryVerb.List => "get",
        QueryVerb.Logs => "logs",
        QueryVerb.Metrics => "top",
        QueryVerb.Probe => "probe",
        QueryVerb.Discover => resource == "apiresources" ? "api-resources" : "discover",
        _ => "version",
    };

    private static IEnumerable<string> Operands(Query query)
    {
        var first = query.Verb switch
        {
            QueryVerb.Get or QueryVerb.List => query.Resource,
            QueryVerb.Logs => query.Resource is null or "pods" || query.Name is null ? query.Name : $"{query.Resource}/{query.Name}",
            QueryVerb.Metrics => query.Resource ?? "pods",
            QueryVerb.Probe => query.Target ?? "services",
            QueryVerb.Discover when query.Resource != "apiresources" => query.Resource,
            _ => null,
        };
        if (first is not null) yield return first;
        if (query.Name is not null && query.Verb != QueryVerb.Logs) yield return query.Name;
    }

    private static void AddFlags(List<string> words, Query query)
    {
        if (query.Namespace is not null) words.AddRange(["-n", query.Namespace]);
        else if (query.Verb == QueryVerb.List) words.Add("-A");
        AddValue(words, "-l", query.LabelSelector);
        AddValue(words, "--field-selector", query.FieldSelector);
        AddValue(words, "-c", query.Container);
        if (query.Previous) words.Add("--previous");
        if (query.Timestamps) words.Add("--timestamps");
        AddValue(words, "--tail", query.TailLines?.ToString(CultureInfo.InvariantCulture));
        AddValue(words, "--since", query.Since is { } since ? Seconds(since) : null);
        AddValue(words, "--match", query.Match);
        AddValue(words, "--expression", query.Expression);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalSeconds}s");

    private static void AddValue(List<string> words, string flag, string? value)
    {
        if (value is not null) words.AddRange([flag, value]);
    }
}
