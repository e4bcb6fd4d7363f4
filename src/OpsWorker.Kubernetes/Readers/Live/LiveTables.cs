using System.Text;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>Reads objects as the API server's own table.</summary>
internal sealed class LiveTables(KubernetesApi api, ApiDiscovery discovery, string defaultNamespace)
{
    public async Task<string> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        var resource = await discovery.FindAsync(query.Resource ?? "", cancellationToken)
            ?? throw new FormatException($"The server doesn't have a resource type \"{query.Resource}\".");
        var inNamespace = query.Verb == QueryVerb.Get ? query.Namespace ?? defaultNamespace : query.Namespace;

        // Only rows are needed, not the objects.
        var path = ResourcePath.Of(resource, inNamespace, query.Verb == QueryVerb.Get ? query.Name : null) + ResourcePath.Query(
            ("labelSelector", query.LabelSelector), ("fieldSelector", query.FieldSelector), ("includeObject", "None"));
        using var answer = await api.GetJsonAsync(path, MediaTypes.Table, cancellationToken);
        if (!answer.RootElement.TryGetProperty("kind", out var kind) || !kind.ValueEquals("Table"))
        {
            throw new FormatException($"The server has no table of {resource.Name}.");
        }

        return Encoding.UTF8.GetString(ObjectJson.Write(answer.RootElement).Span);
    }
}
