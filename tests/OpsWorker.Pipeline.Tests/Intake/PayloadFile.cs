using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>A payload in a file, in the folder of its source, and the alerts that are read from it.</summary>
internal sealed class PayloadFile
{
    private readonly AlertBatch? _batch;
    private readonly InvalidPayloadException? _refusal;

    private PayloadFile(string source, string path)
    {
        Name = $"{source}/{Path.GetFileName(path)}";
        using var document = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
        try
        {
            _batch = AlertSources.Find(source)!.Read(document.RootElement, Payloads.Organisation, Payloads.ReceivedAt);
        }
        catch (InvalidPayloadException e)
        {
            _refusal = e;
        }
    }

    /// <summary>The source and the file, with a slash between.</summary>
    public string Name { get; }

    /// <summary>The payloads of a source.</summary>
    public static IReadOnlyList<PayloadFile> All(string folder, string source) =>
        [
            .. Directory.GetFiles(Path.Combine(folder, source), "*.json")
                .Order(StringComparer.Ordinal)
                .Select(path => new PayloadFile(source, path)),
        ];

    /// <summary>The lines of a list of expected alerts that are about this source.</summary>
    public static List<string> Expected(string file, string source) =>
        [.. File.ReadLines(file).Where(line => line.StartsWith($"{source}/", StringComparison.Ordinal))];

    /// <summary>A line for each alert, as a list of expected alerts has it; a reason there is a word of the whole reason.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<string> expected)
    {
        if (_refusal is not null) yield return $"{Name} | refused | {_refusal.Field}";
        foreach (var alert in _batch?.Alerts ?? [])
        {
            var times = $"{Time(alert.StartsAt)} {Time(alert.EndsAt)}";
            yield return $"{Name} | {alert.Status} {alert.Severity} {times} | {alert.Name} | {Where(alert.Resource)}";
        }

        var word = expected.FirstOrDefault(line => line.StartsWith($"{Name} | skipped | ", StringComparison.Ordinal))?.Split(" | ")[^1];
        foreach (var reason in (_batch?.Skipped ?? []).Select(skipped => skipped.Problem))
        {
            var isExpected = word is not null && reason.Contains(word, StringComparison.OrdinalIgnoreCase);
            yield return $"{Name} | skipped | {(isExpected ? word : reason)}";
        }
    }

    /// <summary>Every field of the alerts, or the refusal.</summary>
    public string ToJson()
    {
        if (_refusal is not null) return new JsonObject { ["field"] = _refusal.Field, ["problem"] = _refusal.Message }.ToJsonString();
        var alerts = _batch!.Alerts
            .Select(a => JsonSerializer.SerializeToNode(a with { Original = null }, CoreJson.Default.Alert))
            .ToArray();
        return new JsonObject
        {
            ["truncated"] = _batch.Truncated,
            ["alerts"] = new JsonArray(alerts),
            ["refused"] = Written(_batch.Refused),
            ["skipped"] = Written(_batch.Skipped),
        }.ToJsonString();
    }

    private static JsonArray Written(IReadOnlyList<PayloadProblem> problems) =>
        [.. problems.Select(p => JsonValue.Create($"{p.Field}: {p.Problem}"))];

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    internal static string Where(AlertResource? resource)
    {
        if (resource is null) return "-";
        (string, string?)[] parts =
        [
            ("cluster", resource.Cluster), ("namespace", resource.Namespace), (resource.WorkloadKind ?? "", resource.Workload),
            ("pod", resource.Pod), ("container", resource.Container), ("node", resource.Node),
        ];
        return string.Join(' ', parts.Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={p.Item2}"));
    }
}
