using System.Text;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>Writes the cluster down as <c>kubectl cluster-info dump</c> does, so that it can be read as any other.</summary>
public sealed partial class TestCluster
{
    // What a cluster answers with an empty list where it has none; another kind is only there where it was added.
    private static readonly string[] s_namespaced =
    [
        "events", "pods", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs", "services", "endpoints",
        "endpointslices", "ingresses", "networkpolicies", "persistentvolumeclaims", "configmaps", "secrets", "serviceaccounts",
        "resourcequotas", "limitranges", "horizontalpodautoscalers", "poddisruptionbudgets",
    ];

    private static readonly string[] s_clusterWide = ["nodes", "persistentvolumes", "storageclasses", "ingressclasses"];

    /// <summary>Completes the objects with what controllers would have written, and writes all of them into a folder.</summary>
    public void WriteTo(string folder)
    {
        ListOf("serviceaccounts", Namespace).Add(Parse($"{{'kind':'ServiceAccount','metadata':{{'name':'default','namespace':'{Namespace}'}}}}"));
        Controllers.Complete(resource => [.. _lists.Where(l => l.Key.Resource == resource).SelectMany(l => l.Value).Cast<JsonObject>()], AddWritten);
        var namespaces = _lists.Keys.Select(k => k.Namespace).OfType<string>().Append(Namespace).Distinct(StringComparer.Ordinal).ToList();
        foreach (var ns in namespaces) Add("namespaces", "Namespace", ns, "{'status':{'phase':'Active'}}", ns: null);
        foreach (var ns in namespaces)
        {
            foreach (var resource in s_namespaced.Union(Resources(ns))) WriteList(folder, resource, ns);
        }

        foreach (var resource in s_clusterWide.Union(Resources(null))) WriteList(folder, resource, null);
        WriteLogs(folder);
        WriteObservations(folder);
    }

    private void AddWritten(string resource, JsonObject item) => ListOf(resource, (string?)item["metadata"]!["namespace"]).Add(item);

    private IEnumerable<string> Resources(string? ns) => _lists.Keys.Where(k => k.Namespace == ns).Select(k => k.Resource);

    private void WriteList(string folder, string resource, string? ns)
    {
        if (_unanswered.Contains(resource)) return;
        var items = new JsonArray([.. ListOf(resource, ns).Select(i => i!.DeepClone())]);
        var path = Path.Combine(folder, ns ?? "", resource + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new JsonObject { ["kind"] = "List", ["apiVersion"] = "v1", ["items"] = items }.ToJsonString());
    }

    private void WriteLogs(string folder)
    {
        if (_unanswered.Contains("logs")) return;
        foreach (var file in _logs.GroupBy(l => (l.Namespace, l.Pod, l.Previous)))
        {
            var text = new StringBuilder();
            foreach (var (ns, pod, container, _, lines) in file)
            {
                text.Append("==== START logs for container ").Append(container).Append(" of pod ").Append(ns).Append('/').Append(pod).Append(" ====\n");
                foreach (var line in lines) text.Append(line).Append('\n');
                text.Append("==== END logs for container ").Append(container).Append(" of pod ").Append(ns).Append('/').Append(pod).Append(" ====\n");
            }

            var directory = Directory.CreateDirectory(Path.Combine(folder, file.Key.Namespace, file.Key.Pod)).FullName;
            File.WriteAllText(Path.Combine(directory, file.Key.Previous ? "logs-previous.txt" : "logs.txt"), text.ToString());
        }
    }

    private void WriteObservations(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "version.json"), $"{{\"collectedAt\":\"{Time(0)}\",\"kubeletVersions\":[\"v1.31.2\"]}}");
        if (!_unanswered.Contains("probes")) File.WriteAllText(Path.Combine(folder, "probes.json"), _probes.ToJsonString());
        if (!_unanswered.Contains("metrics")) File.WriteAllText(Path.Combine(folder, "metrics.json"), new JsonObject { ["series"] = _series.DeepClone() }.ToJsonString());
        if (!_unanswered.Contains("servicegraph")) File.WriteAllText(Path.Combine(folder, "servicegraph.json"), new JsonObject { ["edges"] = _calls.DeepClone() }.ToJsonString());
    }
}
