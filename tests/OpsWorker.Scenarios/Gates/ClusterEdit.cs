using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core.Queries;

namespace OpsWorker.Scenarios.Gates;

/// <summary>A change of a recorded cluster, applied to its answers: objects and lines are added, pods differ, or answers lack.</summary>
internal sealed record ClusterEdit
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Objects that are added to the lists of their kind and namespace.</summary>
    public IReadOnlyList<JsonObject> Objects { get; init; } = [];

    /// <summary>Changes of pods that are there, by namespace and name.</summary>
    public IReadOnlyDictionary<(string Namespace, string Pod), Action<JsonObject>> Pods { get; init; } =
        new Dictionary<(string, string), Action<JsonObject>>();

    /// <summary>Lines before those of a pod's log, or the whole log of a pod that is added.</summary>
    public IReadOnlyList<AddedLines> Lines { get; init; } = [];

    /// <summary>The lists that are empty, and the answers that are not there.</summary>
    public Func<Query, bool> Lacks { get; init; } = _ => false;

    /// <summary>The answer of the changed cluster.</summary>
    public QueryResult Apply(QueryResult answer)
    {
        if (answer.Outcome != QueryOutcome.Success) return answer;
        var query = answer.Query;
        if (Lacks(query)) return Without(answer);
        return query.Verb switch
        {
            QueryVerb.List => EditList(answer),
            QueryVerb.Logs => answer with { Content = Lines.Aggregate(answer.Content, (content, lines) => lines.AddTo(content, query)) },
            _ => answer,
        };
    }

    // A list without items is what a cluster answers; a measurement that is missing is no answer.
    private static QueryResult Without(QueryResult answer) => answer.Query.Verb == QueryVerb.List
        ? answer with { Content = """{"kind":"List","items":[]}""" }
        : answer with { Outcome = QueryOutcome.NoData, Content = "" };

    private QueryResult EditList(QueryResult answer)
    {
        var query = answer.Query;
        var added = Objects.Where(o => Resource(o) == query.Resource
            && (query.Namespace is null || query.Namespace == Text(o, "namespace"))).ToList();
        if (added.Count == 0 && (query.Resource != "pods" || Pods.Count == 0)) return answer;
        var list = JsonNode.Parse(answer.Content)!;
        var items = list["items"]!.AsArray();
        foreach (var item in items.OfType<JsonObject>())
        {
            if (Pods.TryGetValue((Text(item, "namespace"), Text(item, "name")), out var change)) change(item);
        }

        foreach (var item in added) items.Add(item.DeepClone());
        return answer with { Content = list.ToJsonString(s_plain) };
    }

    private static string Resource(JsonObject item) =>
        ((string)item["kind"]!).ToLowerInvariant() is var kind && kind.EndsWith('s') ? kind : kind + "s";

    private static string Text(JsonObject item, string field) => (string?)item["metadata"]?[field] ?? "";
}

/// <summary>Lines of a pod's log.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Container">The container.</param>
/// <param name="Text">The lines.</param>
internal sealed record AddedLines(string Namespace, string Pod, string Container, IReadOnlyList<string> Text)
{
    private string Header => $"==== START logs for container {Container} of pod {Namespace}/{Pod} ====\n";

    /// <summary>The content of a log answer with the lines.</summary>
    public string AddTo(string content, Query query)
    {
        if (query.Namespace != Namespace || (query.Name is not null && query.Name != Pod)) return content;
        var lines = string.Join('\n', Text) + '\n';
        if (query.Name is not null && query.Container is not null) return lines + content;
        return content.Contains(Header, StringComparison.Ordinal)
            ? content.Replace(Header, Header + lines, StringComparison.Ordinal)
            : $"{content}{Header}{lines}==== END logs for container {Container} of pod {Namespace}/{Pod} ====\n";
    }
}
