using System.Net;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>Answers Logs: of one container, of all containers of a pod, or of all pods that are selected.</summary>
internal sealed class LiveLogs(KubernetesApi api, string defaultNamespace, SecretMasker masker, TimeProvider time)
{
    private const int MaxPods = 50;
    private const int Concurrency = 4;

    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        var inNamespace = query.Namespace ?? defaultNamespace;
        var filter = LogFilter.For(query, time.GetUtcNow());
        var notes = new List<string>();
        var containers = await ContainersAsync(query, inNamespace, notes, cancellationToken);
        var logs = new ContainerLog[containers.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, logs.Length, options, async (i, token) =>
            logs[i] = await LogStream.ReadAsync(api, query, inNamespace, containers[i], new LogSelection(filter, masker.Log()), token));

        notes.AddRange(logs.Select(l => l.Note).OfType<string>());
        var error = notes.Count == 0 ? null : string.Join(' ', notes.Take(10));
        var sections = logs.Where(l => l.Section.Lines.Count > 0).Select(l => l.Section).ToArray();
        if (sections.Length == 0) return Answer.NoData(query, time.GetUtcNow(), error);
        var (content, omitted) = LogAnswer.Write(sections, query.Container is null || query.Name is null, query.MaxBytes);
        var answer = Answer.Success(query, content, time.GetUtcNow(), omitted + logs.Sum(l => l.OmittedBytes), error);
        return answer with { Masked = logs.Sum(l => l.Masked) };
    }

    private async Task<IReadOnlyList<PodContainer>> ContainersAsync(
        Query query, string inNamespace, List<string> notes, CancellationToken cancellationToken)
    {
        if (query is { Name: { } pod, Container: { } container }) return [new PodContainer(pod, container)];
        var pods = $"api/v1/namespaces/{ResourcePath.Namespace(inNamespace)}/pods";
        if (query.Name is { } name)
        {
            try
            {
                using var answer = await api.GetJsonAsync($"{pods}/{ResourcePath.Name(name)}", MediaTypes.Json, cancellationToken);
                return [.. PodContainer.Of(answer.RootElement)];
            }
            catch (ApiException e) when (e.Code == HttpStatusCode.NotFound)
            {
                notes.Add(e.Message);
                return [];
            }
        }

        var containers = new List<PodContainer>();
        (string, string?)[] selectors = [("labelSelector", query.LabelSelector), ("fieldSelector", query.FieldSelector)];
        await foreach (var page in ListPager.ReadAsync(api, pods, MediaTypes.Json, selectors, cancellationToken))
        {
            using var content = page.Content;
            if (page.StartsAnew) containers.Clear();
            if (!content.RootElement.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array) continue;
            containers.AddRange(items.EnumerateArray().SelectMany(PodContainer.Of));
        }

        return Limit(query, containers, notes);
    }

    private static PodContainer[] Limit(Query query, List<PodContainer> containers, List<string> notes)
    {
        var pods = containers.Select(c => c.Pod).Distinct(StringComparer.Ordinal).ToArray();
        if (pods.Length > MaxPods) notes.Add($"Of {pods.Length} pods the first {MaxPods} were read.");
        var read = pods.Take(MaxPods).ToHashSet(StringComparer.Ordinal);
        return [.. containers.Where(c => read.Contains(c.Pod) && (query.Container is null || query.Container == c.Container))];
    }
}
