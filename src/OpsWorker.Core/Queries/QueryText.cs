using System.Globalization;
using System.Text;

namespace OpsWorker.Core.Queries;

/// <summary>Writes a query as the kubectl command that it corresponds to, for people to read and run.</summary>
internal static class QueryText
{
    public static string Write(Query query)
    {
        var text = new StringBuilder("kubectl ");
        text.Append(query.Verb switch
        {
            QueryVerb.Get or QueryVerb.List => "get " + query.Resource,
            QueryVerb.Logs => "logs",
            QueryVerb.Metrics => "top " + query.Resource,
            QueryVerb.Probe => "probe " + (query.Target ?? query.Resource),
            QueryVerb.Discover => query.Resource == "apiresources" ? "api-resources" : "discover " + query.Resource,
            _ => "version",
        });
        if (query.Name is not null) text.Append(' ').Append(query.Name);
        if (query.Namespace is not null) text.Append(" -n ").Append(query.Namespace);
        else if (query.Verb == QueryVerb.List) text.Append(" -A");
        if (query.LabelSelector is not null) text.Append(" -l ").Append(query.LabelSelector);
        if (query.FieldSelector is not null) text.Append(" --field-selector ").Append(query.FieldSelector);
        if (query.Container is not null) text.Append(" -c ").Append(query.Container);
        if (query.Previous) text.Append(" --previous");
        if (query.Timestamps) text.Append(" --timestamps");
        if (query.TailLines is { } tail) text.Append(CultureInfo.InvariantCulture, $" --tail {tail}");
        if (query.Since is { } since) text.Append(CultureInfo.InvariantCulture, $" --since {(long)since.TotalSeconds}s");
        if (query.Match is not null) text.Append(" --match '").Append(query.Match).Append('\'');
        if (query.Expression is not null) text.Append(" --expression '").Append(query.Expression).Append('\'');
        return text.ToString();
    }
}
