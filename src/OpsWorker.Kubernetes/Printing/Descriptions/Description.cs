using System.Text.Json;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>Prints <c>kubectl describe</c>: of the usual kinds as kubectl lays them out, of others every field.</summary>
internal static class Description
{
    /// <summary>A description for each object.</summary>
    /// <param name="results">For each query of objects: the objects, what is read beside them, and their events.</param>
    public static string WriteAll(IReadOnlyList<QueryResult> results)
    {
        var texts = new List<string>();
        var start = 0;
        for (var i = 0; i < results.Count; i++)
        {
            if (!IsOfEvents(results[i].Query)) continue;
            if (results[start].Outcome == QueryOutcome.Success)
            {
                texts.AddRange(Write(results[start], [.. results.Skip(start + 1).Take(i - start - 1)], results[i]));
            }

            start = i + 1;
        }

        return string.Join("\n\n", texts);
    }

    private static bool IsOfEvents(Query query) =>
        query is { Verb: QueryVerb.List, Resource: "events", FieldSelector: { } fields }
        && fields.StartsWith("involvedObject.", StringComparison.Ordinal);

    private static IEnumerable<string> Write(QueryResult objects, IReadOnlyList<QueryResult> beside, QueryResult events)
    {
        using var document = JsonDocument.Parse(objects.Content);
        var others = Read(beside);
        var all = Read([events]);
        foreach (var item in AnsweredObjects.Of(document.RootElement))
        {
            var text = new ElasticText();
            Write(text, new Described(item, objects.Query.Resource ?? "", others, objects.CollectedAt));
            var name = item.At("metadata", "name").Text();
            DescribedEvents.Write(text, all.Where(e => e.At("involvedObject", "name").Text() == name), objects.CollectedAt);
            yield return text.ToString();
        }
    }

    private static void Write(ElasticText text, Described described)
    {
        switch (described.Resource)
        {
            case "pods": DescribedPod.Write(text, described); break;
            case "deployments": DescribedDeployment.Write(text, described); break;
            case "nodes": DescribedNode.Write(text, described.Object); break;
            case "services": DescribedService.Write(text, described); break;
            case "persistentvolumeclaims": DescribedClaim.Write(text, described); break;
            default: DescribedFields.Write(text, described); break;
        }
    }

    private static IReadOnlyList<JsonElement> Read(IReadOnlyList<QueryResult> results)
    {
        var items = new List<JsonElement>();
        foreach (var result in results.Where(result => result.Outcome == QueryOutcome.Success))
        {
            using var document = JsonDocument.Parse(result.Content);
            items.AddRange(AnsweredObjects.Of(document.RootElement).Select(item => item.Clone()));
        }

        return items;
    }
}

/// <summary>An object to describe.</summary>
/// <param name="Object">The object.</param>
/// <param name="Resource">Its resource.</param>
/// <param name="Beside">The objects that were read beside it.</param>
/// <param name="Now">The time of the answer.</param>
internal sealed record Described(JsonElement Object, string Resource, IReadOnlyList<JsonElement> Beside, DateTimeOffset Now);
