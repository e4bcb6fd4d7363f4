using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// Answers Probe from <c>probes.json</c>, the checks at the time of the recording. With a target, those of that target;
/// with a namespace, those of its Services and of the nodes; else all.
/// </summary>
internal sealed class DumpProbes(DumpFolder folder, Func<DateTimeOffset> collectedAt)
{
    public const string File = "probes.json";

    public QueryResult Probe(Query query)
    {
        if (folder.Document(File) is not { ValueKind: JsonValueKind.Array } probes)
        {
            return Answer.NoData(query, collectedAt(), $"The dump has no {File} that can be read.");
        }

        var selected = probes.EnumerateArray().Where(p => IsSelected(query, p)).ToArray();
        if (selected.Length == 0) return Answer.NoData(query, collectedAt());
        var json = BoundedJson.Write("", selected.Select(p => ObjectJson.Write(p)), "", query.MaxBytes);
        return Answer.Success(query, json.Content, collectedAt(), json.OmittedBytes);
    }

    private static bool IsSelected(Query query, JsonElement probe)
    {
        if (probe.ValueKind != JsonValueKind.Object) return false;
        if (!probe.TryGetProperty("target", out var value) || value.GetString() is not { } target) return false;
        if (query.Target is { } wanted) return Address(target) == Address(wanted);
        var ofService = target.Contains(".svc", StringComparison.Ordinal);
        return query.Namespace is null || !ofService || target.Contains($".{query.Namespace}.svc", StringComparison.Ordinal);
    }

    /// <summary>Removes the scheme of a TCP target, which recorded ones lack.</summary>
    private static string Address(string target) =>
        target.StartsWith("tcp://", StringComparison.Ordinal) ? target["tcp://".Length..] : target;
}
