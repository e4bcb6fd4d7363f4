namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>
/// Separates the labels of what an alert is about from those of the exporter that measured it: Prometheus writes the
/// address of the scraped pod into namespace, pod, container and service, and moves the series' own labels of these names
/// to <c>exported_*</c>.
/// </summary>
internal static class SubjectLabels
{
    private const string Exported = "exported_";

    private static readonly string[] s_ofTarget =
        ["namespace", "pod", "container", "service", "endpoint", "job"];

    private static readonly string[] s_ofPod = ["pod", "container", "service", "endpoint", "job"];

    // Exporters that measure something else than what they run beside.
    private static readonly string[] s_exporters = ["kube-state-metrics", "node-exporter", "blackbox", "pushgateway", "snmp"];

    /// <summary>The labels of the subject, under their own names.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> labels, IEnumerable<string> alertNames)
    {
        var names = alertNames.ToList();
        if (!AreOfExporter(labels, names)) return IsExportersPod(labels, names) ? Without(labels, s_ofPod) : WithoutExportersService(labels);
        var own = labels.Where(l => !s_ofTarget.Contains(l.Key)).ToDictionary(l => l.Key, l => l.Value);
        foreach (var (key, value) in labels.Where(l => l.Key.StartsWith(Exported, StringComparison.Ordinal))) own[key[Exported.Length..]] = value;
        return own;
    }

    private static bool AreOfExporter(IReadOnlyDictionary<string, string> labels, List<string> alertNames) =>
        labels.Keys.Any(k => k is "exported_namespace" or "exported_pod" or "exported_service" or "exported_container")
        || alertNames.Exists(n => AlertTable.Find(n) is { Labels: LabelOwner.Exporter });

    // The namespace stays: a series has its own where it has one.
    private static bool IsExportersPod(IReadOnlyDictionary<string, string> labels, List<string> alertNames) =>
        alertNames.TrueForAll(n => AlertTable.Find(n) is not { Kind: SymptomKind.Monitoring })
        && labels.TryGetValue("pod", out var pod) && labels.TryGetValue("job", out var job)
        && s_exporters.Any(e => job.Contains(e, StringComparison.OrdinalIgnoreCase) && pod.Contains(e, StringComparison.OrdinalIgnoreCase));

    // Series of kube-state-metrics keep their own labels; the Service is still the exporter's.
    private static IReadOnlyDictionary<string, string> WithoutExportersService(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue("service", out var service) && labels.GetValueOrDefault("job") == service
            && s_exporters.Any(e => service.Contains(e, StringComparison.OrdinalIgnoreCase))
            ? Without(labels, ["service"])
            : labels;

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> labels, string[] keys) =>
        labels.Where(l => !keys.Contains(l.Key)).ToDictionary(l => l.Key, l => l.Value);
}
