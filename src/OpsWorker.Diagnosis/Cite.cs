using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>Makes citations: always the text that the evidence has.</summary>
public static class Cite
{
    /// <summary>How long a quotation may be, in characters; of a longer text the beginning is quoted.</summary>
    public const int MaxQuote = 600;

    /// <summary>The field of a citation from a log.</summary>
    public const string LogField = "log";

    /// <summary>Quotes a field of an object; null where the object has no such field, or nothing in it.</summary>
    /// <param name="item">The object.</param>
    /// <param name="path">Where, for example <c>spec.template.spec.containers[web].image</c>.</param>
    /// <param name="at">When it happened, where that is known.</param>
    public static Citation? Field(KubernetesObject? item, string path, DateTimeOffset? at = null)
    {
        if (item is null || FieldPath.Find(item.Raw, path) is not { } value) return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length == 0 ? null : new Citation
        {
            EvidenceId = item.EvidenceId,
            Object = item.Reference,
            Field = path,
            Quote = Cut(text),
            At = at,
        };
    }

    /// <summary>Quotes the first line of a longer text in which some words stand; the text from its beginning where they do not.</summary>
    public static Citation? LineOf(KubernetesObject? item, string path, string words) =>
        Field(item, path) is { } whole && item is not null && FieldPath.Find(item.Raw, path)?.GetString() is { } text
            && text.Split('\n').FirstOrDefault(l => l.Contains(words, StringComparison.OrdinalIgnoreCase)) is { } line
            ? whole with { Quote = Cut(line.Trim()) }
            : Field(item, path);

    /// <summary>Quotes the text of an event.</summary>
    public static Citation? Event(Event? item) => item is null ? null : Field(item, item.TextField, item.LastAt);

    /// <summary>Quotes a line of a log.</summary>
    public static Citation Line(ContainerLog log, string line, DateTimeOffset? at = null) => new()
    {
        EvidenceId = log.EvidenceId,
        Object = new ObjectReference("Pod", log.Namespace, log.Pod),
        Field = LogField,
        Quote = Cut(line.Trim()),
        At = at,
    };

    /// <summary>Quotes a check.</summary>
    public static Citation Probe(ProbeCheck check) => new()
    {
        EvidenceId = check.EvidenceId,
        Field = "probe",
        Quote = Cut(check.Raw.GetRawText()),
    };

    /// <summary>Quotes what a time series measures and its last measurement.</summary>
    public static Citation Series(TimeSeries series) => new()
    {
        EvidenceId = series.EvidenceId,
        Field = "metric",
        Quote = Cut(series.Raw.GetProperty("metric").GetRawText()),
        At = series.Samples.Count > 0 ? series.Samples[^1].At : null,
    };

    /// <summary>The citations that there are.</summary>
    public static IReadOnlyList<Citation> All(params IEnumerable<Citation?> citations) =>
        [.. citations.OfType<Citation>().Distinct()];

    private static string Cut(string text) => text.Length <= MaxQuote ? text : text[..MaxQuote];
}
