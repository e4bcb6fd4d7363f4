using System.Net;
using System.Text;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>Answers Get and List. Of Secrets only metadata is requested.</summary>
internal sealed class LiveObjects(KubernetesApi api, ApiDiscovery discovery, string defaultNamespace, TimeProvider time)
{
    public async Task<QueryResult> GetAsync(Query query, CancellationToken cancellationToken)
    {
        if (query.Name is null) return Answer.Error(query, time.GetUtcNow(), $"'{query}' needs a name.");
        var resource = await ResourceAsync(query, cancellationToken);
        var accept = IsSecret(resource) ? MediaTypes.PartialObject : MediaTypes.Json;
        var path = ResourcePath.Of(resource, query.Namespace ?? defaultNamespace, query.Name);
        try
        {
            using var answer = await api.GetJsonAsync(path, accept, cancellationToken);
            CheckForm(resource, answer.RootElement, "PartialObjectMetadata");
            var json = ObjectJson.WriteProjected(answer.RootElement, resource.Name);
            return json.Length > (query.MaxBytes ?? int.MaxValue)
                ? Answer.Error(query, time.GetUtcNow(), $"The object has {json.Length} bytes; the budget is {query.MaxBytes}.", json.Length)
                : Answer.Success(query, Encoding.UTF8.GetString(json.Span), time.GetUtcNow());
        }
        catch (ApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            return Answer.NoData(query, time.GetUtcNow());
        }
    }

    public async Task<QueryResult> ListAsync(Query query, CancellationToken cancellationToken)
    {
        if (await discovery.LacksGroupAsync(query.Resource, cancellationToken) is { } group)
        {
            return Answer.NoData(query, time.GetUtcNow(), $"The server does not serve {group}.");
        }

        var resource = await ResourceAsync(query, cancellationToken);
        var items = new ItemBudget(query.MaxBytes);
        var from = query.Since is { } since && resource.Name == "events" ? time.GetUtcNow() - since : (DateTimeOffset?)null;
        await foreach (var page in PagesAsync(query, resource, cancellationToken))
        {
            using var content = page.Content;
            CheckForm(resource, content.RootElement, "PartialObjectMetadataList");
            if (page.StartsAnew) items.Clear();
            if (!content.RootElement.TryGetProperty("items", out var list) || list.ValueKind != JsonValueKind.Array) continue;
            foreach (var item in list.EnumerateArray())
            {
                if (from is null || EventTime.Of(item) is not { } at || at >= from)
                {
                    items.Add(ObjectJson.WriteProjected(item, resource.Name), TroubledObject.Of(item, resource.Name));
                }
            }
        }

        var json = items.WriteList(resource.Kind + "List", resource.ApiVersion);
        return Answer.Success(query, json.Content, time.GetUtcNow(), json.OmittedBytes) with { OmittedItems = json.OmittedItems };
    }

    private IAsyncEnumerable<ListPage> PagesAsync(Query query, ApiResource resource, CancellationToken cancellationToken) =>
        ListPager.ReadAsync(
            api,
            ResourcePath.Of(resource, query.Namespace, null),
            IsSecret(resource) ? MediaTypes.PartialObjectList : MediaTypes.Json,
            [("labelSelector", query.LabelSelector), ("fieldSelector", Fields(query))],
            cancellationToken);

    private static string? Fields(Query query)
    {
        if (query.Name is null) return query.FieldSelector;
        var name = "metadata.name=" + ResourcePath.Name(query.Name);
        return query.FieldSelector is null ? name : $"{name},{query.FieldSelector}";
    }

    /// <exception cref="FormatException">The server does not have the resource.</exception>
    private async Task<ApiResource> ResourceAsync(Query query, CancellationToken cancellationToken)
    {
        if (query.Resource is not { } name) throw new FormatException("No resource is named.");
        return await discovery.FindAsync(name, cancellationToken)
            ?? throw new FormatException($"The server doesn't have a resource type \"{name}\".");
    }

    private static bool IsSecret(ApiResource resource) => resource.Group.Length == 0 && resource.Name == "secrets";

    /// <summary>Rejects whole Secrets of a server that ignores the request for metadata.</summary>
    private static void CheckForm(ApiResource resource, JsonElement answer, string form)
    {
        if (!IsSecret(resource)) return;
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("kind", out var kind) || !kind.ValueEquals(form))
        {
            throw new FormatException("The server answered with whole Secrets where metadata was asked for; the answer was thrown away.");
        }
    }
}
