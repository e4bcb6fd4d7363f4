using System.Collections.Concurrent;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>Answers Logs from the log files of a dump: of one pod, or of all pods of a namespace that are selected.</summary>
internal sealed class DumpLogs(DumpFolder folder, DumpObjects objects, SecretMasker masker, Func<DateTimeOffset> collectedAt)
{
    private readonly ConcurrentDictionary<string, Lazy<Dictionary<string, string>>> _firstContainers = new(StringComparer.Ordinal);

    public QueryResult Logs(Query query)
    {
        if (query.Namespace is not { } inNamespace) return Answer.Error(query, collectedAt(), $"'{query}' needs a namespace.");
        var filter = LogFilter.For(query, collectedAt());
        IReadOnlyCollection<string> pods = query.Name is { } name ? [name] : Pods(query, inNamespace);
        var absent = new List<string>();
        var logs = pods.SelectMany(pod => Sections(query, inNamespace, pod, absent)).Select(section => Mask(section, filter)).ToArray();
        var sections = logs.Select(l => l.Section).ToArray();
        var error = absent.Count == 0 ? null : string.Join(' ', absent.Take(10));
        if (sections.All(s => s.Lines.Count == 0)) return Answer.NoData(query, collectedAt(), error);

        var headers = query.Container is null || query.Name is null;
        var (content, omitted) = LogAnswer.Write(sections, headers, query.MaxBytes);
        return Answer.Success(query, content, collectedAt(), omitted, error) with { Masked = logs.Sum(l => l.Masked) };
    }

    private (LogSection Section, int Masked) Mask(LogSection section, LogFilter filter)
    {
        var log = masker.Log();
        return (filter.Apply(section, log), log.Count);
    }

    private IEnumerable<LogSection> Sections(Query query, string inNamespace, string pod, List<string> absent)
    {
        var file = query.Previous ? "logs-previous.txt" : "logs.txt";
        if (folder.Logs(inNamespace, pod, file) is not { } text)
        {
            absent.Add($"The dump has no {inNamespace}/{pod}/{file}.");
            return [];
        }

        var sections = DumpLogFile.Parse(text, inNamespace, pod, FirstContainer(inNamespace, pod));
        if (query.Container is not { } container) return sections;
        var selected = sections.Where(s => s.Container == container).ToArray();
        if (selected.Length == 0)
        {
            absent.Add(
                $"{inNamespace}/{pod}/{file} has no container {container}; it has {string.Join(", ", sections.Select(s => s.Container))}.");
        }

        return selected;
    }

    private IReadOnlyCollection<string> Pods(Query query, string inNamespace)
    {
        if (query.LabelSelector is null && query.FieldSelector is null) return folder.PodsWithLogs(inNamespace);
        return [.. objects.Select(query with { Resource = "pods" }, folder.Lists("pods", inNamespace))
            .Select(p => DumpObjects.Text(p, "name")).OfType<string>()];
    }

    private string FirstContainer(string inNamespace, string pod) =>
        _firstContainers.GetOrAdd(inNamespace, name => new Lazy<Dictionary<string, string>>(() => FirstContainers(name))).Value
            .GetValueOrDefault(pod, "unknown");

    private Dictionary<string, string> FirstContainers(string inNamespace)
    {
        var containers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pod in folder.Lists("pods", inNamespace).SelectMany(list => list.Items))
        {
            if (DumpObjects.Text(pod, "name") is { } name && FirstContainer(pod) is { } first) containers.TryAdd(name, first);
        }

        return containers;
    }

    private static string? FirstContainer(JsonElement pod) =>
        pod.TryGetProperty("spec", out var spec) && spec.ValueKind == JsonValueKind.Object
        && spec.TryGetProperty("containers", out var containers) && containers.ValueKind == JsonValueKind.Array
        && containers.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && first.TryGetProperty("name", out var name) ? name.GetString() : null;
}
