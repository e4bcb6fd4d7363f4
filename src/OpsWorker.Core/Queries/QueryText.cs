using System.Globalization;
using System.Text;

namespace OpsWorker.Core.Queries;

/// <summary>
/// Writes a query as the kubectl command that it corresponds to, for people to read and run. What a shell would act on
/// stands between single quotes. <c>probe</c>, <c>discover</c>, <c>--match</c> and <c>--expression</c> are not kubectl's.
/// </summary>
internal static class QueryText
{
    public static string Write(Query query)
    {
        var text = new StringBuilder("kubectl ").Append(Command(query));
        if (query.Name is not null && query.Verb != QueryVerb.Logs) text.Append(' ').Append(Word(query.Name));
        if (query.Namespace is not null) text.Append(" -n ").Append(Word(query.Namespace));
        else if (query.Verb == QueryVerb.List) text.Append(" -A");
        AppendValue(text, "-l", query.LabelSelector);
        AppendValue(text, "--field-selector", query.FieldSelector);
        AppendValue(text, "-c", query.Container);
        if (query.Previous) text.Append(" --previous");
        if (query.Timestamps) text.Append(" --timestamps");
        if (query.TailLines is { } tail) text.Append(CultureInfo.InvariantCulture, $" --tail {tail}");
        if (query.Since is { } since) text.Append(CultureInfo.InvariantCulture, $" --since {(long)since.TotalSeconds}s");
        AppendValue(text, "--match", query.Match);
        AppendValue(text, "--expression", query.Expression);
        return text.ToString();
    }

    private static string Command(Query query) => query.Verb switch
    {
        QueryVerb.Get or QueryVerb.List => "get " + Word(query.Resource),
        QueryVerb.Logs when query.Name is null => "logs",
        QueryVerb.Logs when query.Resource is null or "pods" => "logs " + Word(query.Name),
        QueryVerb.Logs => "logs " + Word($"{query.Resource}/{query.Name}"),
        QueryVerb.Metrics => "top " + Word(query.Resource ?? "pods"),
        QueryVerb.Probe => "probe " + Word(query.Target ?? "services"),
        QueryVerb.Discover => query.Resource == "apiresources" ? "api-resources" : "discover " + Word(query.Resource),
        _ => "version",
    };

    private static void AppendValue(StringBuilder text, string flag, string? value)
    {
        if (value is not null) text.Append(' ').Append(flag).Append(' ').Append(Word(value));
    }

    // Names come from alerts too, which anyone may have written.
    private static string? Word(string? value) =>
        value is null || (value.Length > 0 && value.All(IsPlain))
            ? value
            : "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal);
}
