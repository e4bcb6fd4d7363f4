using System.Text;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Selectors;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>Answers Get and List from the list files of a dump.</summary>
internal sealed class DumpObjects(DumpFolder folder, SecretMasker masker, Func<DateTimeOffset> collectedAt)
{
    public QueryResult Get(Query query)
    {
        if (query.Resource is not { } resource || query.Name is null)
        {
            return Answer.Error(query, collectedAt(), $"'{query}' needs a resource and a name.");
        }

        var lists = folder.Lists(resource, query.Namespace);
        if (lists.Count == 0) return Answer.NoData(query, collectedAt(), Absent(query));
        var found = lists.SelectMany(l => l.Named(query.Name)).Where(i => IsIn(i, query.Namespace)).ToArray();
        if (found.Length == 0) return Missing(query, lists);
        if (found.Length > 1)
        {
            return Answer.Error(query, collectedAt(), $"'{query}' needs a namespace: {found.Length} of them have that name.");
        }

        var json = ObjectJson.Write(found[0], resource);
        return json.Length > (query.MaxBytes ?? int.MaxValue)
            ? Answer.Error(query, collectedAt(), $"The object has {json.Length} bytes; the budget is {query.MaxBytes}.", json.Length)
            : Answer.Success(query, Encoding.UTF8.GetString(json.Span), collectedAt());
    }

    /// <summary>A recorded empty list is a success; a missing file is no data.</summary>
    public QueryResult List(Query query)
    {
        if (query.Resource is not { } resource) return Answer.Error(query, collectedAt(), $"'{query}' needs a resource.");
        var lists = folder.Lists(resource, query.Namespace);
        if (lists.Count == 0) return Answer.NoData(query, collectedAt(), Absent(query));
        var problem = Problems(lists);
        if (problem is not null && lists.All(l => l.Items.Count == 0)) return Answer.Error(query, collectedAt(), problem);

        var known = KnownResources.Find(resource);
        var kind = lists.Select(l => l.Kind).FirstOrDefault(k => k is not null and not "List") ?? (known?.Kind + "List");
        var version = lists.Select(l => l.ApiVersion).FirstOrDefault(v => v is not null) ?? known?.ApiVersion ?? "v1";
        var items = new ItemBudget(query.MaxBytes);
        var name = known?.Name ?? resource;
        foreach (var item in Select(query, lists)) items.Add(ObjectJson.Write(item, resource), TroubledObject.Of(item, name));
        var json = items.WriteList(kind, version);
        return Answer.Success(query, json.Content, collectedAt(), json.OmittedBytes, problem) with { OmittedItems = json.OmittedItems };
    }

    /// <summary>The objects that a query selects by namespace, labels, fields and, for events, age.</summary>
    /// <exception cref="FormatException">A selector is invalid.</exception>
    public IEnumerable<JsonElement> Select(Query query, IReadOnlyList<DumpList> lists)
    {
        var items = Items(lists, query.Namespace);
        if (query.Name is { } name) items = items.Where(i => Text(i, "name") == name);
        if (query.LabelSelector is { } labels)
        {
            var selector = LabelSelector.Parse(labels);
            items = items.Where(i => selector.Matches(Labels(i)));
        }

        if (query.FieldSelector is { } fields)
        {
            var selector = FieldSelector.Parse(fields);
            // By what is shown of it: a selector that saw what is masked could be asked for it.
            items = items.Where(item => selector.Matches(masker.Mask(item)));
        }

        if (query.Since is { } since && query.Resource is { } resource && resource.StartsWith("events", StringComparison.Ordinal))
        {
            var from = collectedAt() - since;
            items = items.Where(i => EventTime.Of(i) is not { } at || at >= from);
        }

        return items;
    }

    /// <summary>A member of an object's metadata that is a string.</summary>
    public static string? Text(JsonElement value, string name) =>
        value.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static IEnumerable<JsonElement> Items(IReadOnlyList<DumpList> lists, string? inNamespace) =>
        lists.SelectMany(l => l.Items).Where(i => IsIn(i, inNamespace));

    private static bool IsIn(JsonElement item, string? inNamespace) =>
        inNamespace is null || (Text(item, "namespace") ?? inNamespace) == inNamespace;

    private static Dictionary<string, string> Labels(JsonElement value)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!value.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object) return result;
        if (!metadata.TryGetProperty("labels", out var labels) || labels.ValueKind != JsonValueKind.Object) return result;
        foreach (var label in labels.EnumerateObject().Where(l => l.Value.ValueKind == JsonValueKind.String))
        {
            result[label.Name] = label.Value.GetString()!;
        }

        return result;
    }

    private QueryResult Missing(Query query, IReadOnlyList<DumpList> lists) =>
        Answer.NoData(query, collectedAt(), Problems(lists));

    private static string? Problems(IReadOnlyList<DumpList> lists)
    {
        var problems = lists.Select(l => l.Problem).OfType<string>().ToArray();
        return problems.Length == 0 ? null : string.Join(' ', problems);
    }

    private string Absent(Query query)
    {
        var namespaced = query.Namespace is not null && KnownResources.Find(query.Resource!)?.Namespaced != false;
        if (!namespaced) return $"The dump has no {query.Resource}.json.";
        return folder.Namespaces.Contains(query.Namespace!)
            ? $"The dump has no {query.Namespace}/{query.Resource}.json."
            : $"The dump has no folder of the namespace {query.Namespace}.";
    }
}
