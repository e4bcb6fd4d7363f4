using System.Text;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>
/// Answers Version: <c>{"collectedAt","gitVersion","kubeletVersions"}</c>. Without the right to
/// list nodes, the kubelets' versions are missing.
/// </summary>
internal sealed class LiveVersion(KubernetesApi api, TimeProvider time)
{
    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        using var version = await api.GetJsonAsync("version", MediaTypes.Json, cancellationToken);
        var (kubelets, error) = await KubeletsAsync(cancellationToken);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("collectedAt", time.GetUtcNow());
            if (version.RootElement.TryGetProperty("gitVersion", out var git)) writer.WriteString("gitVersion", git.GetString());
            writer.WriteStartArray("kubeletVersions");
            foreach (var kubelet in kubelets) writer.WriteStringValue(kubelet);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Answer.Success(query, Encoding.UTF8.GetString(buffer.ToArray()), time.GetUtcNow(), error: error);
    }

    private async Task<(IReadOnlyCollection<string> Versions, string? Error)> KubeletsAsync(CancellationToken cancellationToken)
    {
        var versions = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            await foreach (var page in ListPager.ReadAsync(api, "api/v1/nodes", MediaTypes.Json, [], cancellationToken))
            {
                using var content = page.Content;
                foreach (var node in content.RootElement.GetProperty("items").EnumerateArray())
                {
                    if (node.TryGetProperty("status", out var status) && status.TryGetProperty("nodeInfo", out var info)
                        && info.TryGetProperty("kubeletVersion", out var version) && version.GetString() is { } text)
                    {
                        versions.Add(text);
                    }
                }
            }

            return (versions, null);
        }
        catch (ApiException e)
        {
            return (versions, e.Message);
        }
    }
}
