using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>A cluster that lacks what a citation quotes: the object or event, the check, the series or the lines of logs.</summary>
internal sealed class ReaderWithout(IQueryReader inner, Citation citation) : IQueryReader
{
    private static readonly JsonSerializerOptions s_plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        var answer = await inner.ReadAsync(query, cancellationToken);
        if (answer.Outcome != QueryOutcome.Success) return answer;
        return query.Verb switch
        {
            QueryVerb.Logs when citation.Field == "log" => answer with { Content = WithoutLines(answer.Content) },
            QueryVerb.List when citation.Object is not null && citation.Field != "log" => WithoutObject(answer),
            QueryVerb.Probe when citation.Field == "probe" => WithoutItems(answer, JsonNode.Parse(answer.Content) as JsonArray),
            QueryVerb.Metrics when citation.Field == "metric" => WithoutItems(answer, null),
            _ => answer,
        };
    }

    // The same line stands in a log as often as the trouble was met.
    private string WithoutLines(string content) =>
        string.Join('\n', content.Split('\n').Where(l => !l.Contains(citation.Quote, StringComparison.Ordinal)));

    private QueryResult WithoutObject(QueryResult answer)
    {
        var list = JsonNode.Parse(answer.Content)!;
        foreach (var item in (list["items"] as JsonArray ?? []).ToList())
        {
            if (IsCited(item!, list)) item!.Parent!.AsArray().Remove(item);
        }

        return answer with { Content = list.ToJsonString(s_plain) };
    }

    private bool IsCited(JsonNode item, JsonNode list)
    {
        var kind = (string?)item["kind"] ?? ((string?)list["kind"])?.Replace("List", "", StringComparison.Ordinal);
        return kind == citation.Object!.Kind && (string?)item["metadata"]?["name"] == citation.Object.Name
            && (string?)item["metadata"]?["namespace"] == citation.Object.Namespace;
    }

    private QueryResult WithoutItems(QueryResult answer, JsonArray? items)
    {
        var whole = items is null ? JsonNode.Parse(answer.Content)! : items;
        items ??= (JsonArray)whole["series"]!;
        foreach (var item in items.Where(i => Quoted(i!)).ToList()) items.Remove(item);
        return answer with { Content = whole.ToJsonString(s_plain) };
    }

    private bool Quoted(JsonNode item) =>
        item.ToJsonString(s_plain) == citation.Quote || item["metric"]?.ToJsonString(s_plain) == citation.Quote;
}
