using System.Globalization;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Cuts the texts of an alert that are too long, and marks them, so that none is a reason to lose the alert.</summary>
internal static class AlertCut
{
    /// <summary>The annotation that says how many labels and annotations were left out.</summary>
    public const string Annotation = "opsworker_cut";

    private const int MinTextLength = 256;
    private const int MaxUrlLength = 8 * 1024;
    private const int MaxNameLength = 1024;
    private const int MaxLabelNameLength = 256;
    private const int MaxEntries = 500;
    private const int MinEntries = 50;

    /// <summary>The alert within the limits.</summary>
    public static Alert ToLimits(Alert alert)
    {
        if (LengthOf(alert) <= MaxNameLength) return alert;
        var named = WithEntries(alert, MaxEntries) with { Name = Cut(alert.Name, MaxNameLength) };
        var cut = AlertLinks.Change(named, link => Cut(link, MaxUrlLength));
        var whole = cut;
        for (var max = IntakeLimits.MaxTextLength; max >= MinTextLength; max /= 2)
        {
            cut = WithTexts(whole, max);
            if (LengthOf(cut) <= IntakeLimits.MaxAlertLength) return cut;
        }

        return WithTexts(WithEntries(whole, MinEntries), MinTextLength / 8) with { Original = null };
    }

    private static Alert WithEntries(Alert alert, int max)
    {
        var left = Math.Max(0, alert.Labels.Count - max) + Math.Max(0, alert.Annotations.Count - max);
        var isLongName = alert.Labels.Keys.Concat(alert.Annotations.Keys).Any(name => name.Length > MaxLabelNameLength);
        if (left == 0 && !isLongName) return alert;
        var annotations = Short(alert.Annotations, max);
        if (left > 0)
        {
            annotations[Annotation] = string.Create(CultureInfo.InvariantCulture, $"{left} labels and annotations were left out.");
        }

        return alert with { Labels = Short(alert.Labels, max), Annotations = annotations };
    }

    private static Dictionary<string, string> Short(IReadOnlyDictionary<string, string> entries, int max)
    {
        var few = new Dictionary<string, string>();
        foreach (var (name, value) in entries.Take(max)) few[Cut(name, MaxLabelNameLength)] = value;
        return few;
    }

    private static Alert WithTexts(Alert alert, int max) => alert with
    {
        Summary = CutOrNull(alert.Summary, max),
        Description = CutOrNull(alert.Description, max),
        Labels = Cut(alert.Labels, max),
        Annotations = Cut(alert.Annotations, max),
        Resource = CutOrNull(alert.Resource, max),
        Original = CutOrNull(alert.Original, max),
    };

    private static AlertResource? CutOrNull(AlertResource? resource, int max) => resource is null ? null : resource with
    {
        Cluster = CutOrNull(resource.Cluster, max),
        Namespace = CutOrNull(resource.Namespace, max),
        Workload = CutOrNull(resource.Workload, max),
        Pod = CutOrNull(resource.Pod, max),
        Container = CutOrNull(resource.Container, max),
        Node = CutOrNull(resource.Node, max),
    };

    private static IReadOnlyDictionary<string, string> Cut(IReadOnlyDictionary<string, string> entries, int max) =>
        entries.Values.All(value => value.Length <= max) ? entries : entries.ToDictionary(e => e.Key, e => Cut(e.Value, max));

    private static string? CutOrNull(string? text, int max) => text is null ? null : Cut(text, max);

    private static string Cut(string text, int max) => Cut(text, max, text.Length);

    /// <summary>The beginning of a text, and the length that the whole of it had.</summary>
    /// <param name="text">The text, or its beginning.</param>
    /// <param name="max">Maximum characters of the result.</param>
    /// <param name="length">The characters of the whole text.</param>
    public static string Cut(string text, int max, int length)
    {
        if (text.Length <= max && text.Length == length) return text;
        var mark = string.Create(CultureInfo.InvariantCulture, $"… [cut: {length} characters]");
        var end = Math.Min(text.Length, Math.Max(0, max - mark.Length));
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + mark;
    }

    private static int LengthOf(Alert alert) =>
        alert.Name.Length + alert.Fingerprint.Length + LengthOf(alert.Summary) + LengthOf(alert.Description) + LengthOf(alert.Original)
        + LengthOf(alert.GeneratorUrl) + LengthOf(alert.RunbookUrl) + LengthOf(alert.DashboardUrl) + LengthOf(alert.PanelUrl)
        + LengthOf(alert.SilenceUrl) + LengthOf(alert.Labels) + LengthOf(alert.Annotations) + LengthOf(alert.Resource);

    private static int LengthOf(string? text) => text?.Length ?? 0;

    private static int LengthOf(IReadOnlyDictionary<string, string> entries) => entries.Sum(e => e.Key.Length + e.Value.Length);

    private static int LengthOf(AlertResource? resource) => resource is null
        ? 0
        : LengthOf(resource.Cluster) + LengthOf(resource.Namespace) + LengthOf(resource.Workload) + LengthOf(resource.Pod)
            + LengthOf(resource.Container) + LengthOf(resource.Node);
}
