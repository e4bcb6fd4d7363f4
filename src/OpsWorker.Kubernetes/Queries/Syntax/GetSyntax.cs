using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>The commands that show objects: <c>get</c>, <c>describe</c>, <c>events</c>.</summary>
internal static class GetSyntax
{
    /// <summary>The resources of kubectl's category <c>all</c>.</summary>
    private const string All =
        "pods,replicationcontrollers,services,daemonsets,deployments,replicasets,statefulsets,horizontalpodautoscalers,cronjobs,jobs";

    public static KubectlCommand Get(KubectlWords words, string defaultNamespace)
    {
        words.Allow(
            "get",
            KubectlFlag.Namespace,
            KubectlFlag.AllNamespaces,
            KubectlFlag.Selector,
            KubectlFlag.FieldSelector,
            KubectlFlag.Output,
            KubectlFlag.NoHeaders,
            KubectlFlag.ShowLabels,
            KubectlFlag.LabelColumns,
            KubectlFlag.SortBy,
            KubectlFlag.IgnoreNotFound,
            KubectlFlag.Since);
        var output = KubectlArguments.Output(words);
        return new KubectlCommand(KubectlView.Get, output, [.. Objects("get", words, defaultNamespace)])
        {
            Print = KubectlArguments.Print(words),
        };
    }

    public static KubectlCommand Describe(KubectlWords words, string defaultNamespace)
    {
        words.Allow("describe", KubectlFlag.Namespace, KubectlFlag.AllNamespaces, KubectlFlag.Selector);
        var queries = Objects("describe", words, defaultNamespace).SelectMany(q => new[] { q }.Concat(Beside(q)).Append(EventsOf(q)));
        return new KubectlCommand(KubectlView.Describe, KubectlOutput.Table, [.. queries]);
    }

    public static KubectlCommand Events(KubectlWords words, string defaultNamespace)
    {
        words.Allow(
            "events",
            KubectlFlag.Namespace,
            KubectlFlag.AllNamespaces,
            KubectlFlag.For,
            KubectlFlag.Types,
            KubectlFlag.Output,
            KubectlFlag.NoHeaders,
            KubectlFlag.Since);
        if (words.Names.Count > 0)
        {
            throw new RefusedException(words.Names[0], $"'{words.Names[0]}' is refused: events takes no name; use --for TYPE/NAME.");
        }

        var fields = new List<string>();
        if (words.Value(KubectlFlag.For) is { } of) fields.Add(Involved(KubectlArguments.Resources("events", [of])[0]));
        if (words.Value(KubectlFlag.Types) is { } type) fields.Add("type=" + EventType(type));
        var query = new Query
        {
            Verb = QueryVerb.List,
            Resource = "events",
            Namespace = KubectlArguments.Namespace(words, defaultNamespace),
            FieldSelector = fields.Count == 0 ? null : string.Join(',', fields),
            Since = KubectlArguments.Since(words),
        };
        return new KubectlCommand(KubectlView.Get, KubectlArguments.Output(words), [query])
        {
            Print = KubectlArguments.Print(words) with { IsEventsCommand = true },
        };
    }

    private static IEnumerable<Query> Objects(string command, KubectlWords words, string defaultNamespace)
    {
        var names = words.Names is ["all"] ? [All] : words.Names;
        foreach (var named in KubectlArguments.Resources(command, names))
        {
            if (named.Name is { } name && words.Has(KubectlFlag.AllNamespaces) && named.Known?.Namespaced != false)
            {
                throw new RefusedException(name, $"'{name}' is refused: an object cannot be found by name across all namespaces.");
            }

            if (named.Name is not null && (words.Has(KubectlFlag.Selector) || words.Has(KubectlFlag.FieldSelector)))
            {
                throw new RefusedException(named.Name, $"'{named.Name}' is refused: a selector and a name cannot be combined.");
            }

            yield return new Query
            {
                Verb = named.Name is null ? QueryVerb.List : QueryVerb.Get,
                Resource = named.Resource,
                Namespace = KubectlArguments.Namespace(words, defaultNamespace, named.Known),
                Name = named.Name,
                LabelSelector = KubectlArguments.Labels(words),
                FieldSelector = KubectlArguments.Fields(words),
                Since = KubectlArguments.Since(words),
            };
        }
    }

    // What kubectl reads for a description beside the object and its events.
    private static IEnumerable<Query> Beside(Query query)
    {
        string[] others = query.Resource switch
        {
            "services" => ["endpoints"],
            "deployments" => ["replicasets"],
            "persistentvolumeclaims" => ["pods"],
            _ => [],
        };
        return others.Select(other => new Query { Verb = QueryVerb.List, Resource = other, Namespace = query.Namespace });
    }

    private static Query EventsOf(Query query) => new()
    {
        Verb = QueryVerb.List,
        Resource = "events",
        Namespace = query.Namespace,
        FieldSelector = Involved(new NamedResource(query.Resource!, query.Name)),
    };

    private static string Involved(NamedResource named)
    {
        string?[] fields =
        [
            named.Known is { } known ? "involvedObject.kind=" + known.Kind : null,
            named.Name is { } name ? "involvedObject.name=" + name : null,
        ];
        return string.Join(',', fields.OfType<string>());
    }

    private static string EventType(string word) => word is "Warning" or "Normal"
        ? word
        : throw new RefusedException(word, $"'{word}' is refused: the types of events are Normal and Warning.");
}
