using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>Writes the files of a dump.</summary>
internal sealed class RecordingWriter(ClusterRecording cluster, string folder)
{
    // A cluster answers for these with an empty list where it has none; other resources exist only where an object does.
    private static readonly string[] s_namespaced =
    [
        "events", "pods", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs", "services", "endpoints",
        "endpointslices", "ingresses", "networkpolicies", "persistentvolumeclaims", "configmaps", "secrets", "serviceaccounts",
        "resourcequotas", "limitranges", "horizontalpodautoscalers", "poddisruptionbudgets",
    ];

    private static readonly string[] s_clusterWide = ["nodes", "persistentvolumes", "storageclasses", "ingressclasses"];

    public void Write()
    {
        foreach (var ns in cluster.Namespaces)
        {
            foreach (var resource in s_namespaced.Union(cluster.Resources(ns))) WriteList(resource, ns);
        }

        foreach (var resource in s_clusterWide.Union(cluster.Resources(null))) WriteList(resource, null);
        if (!cluster.Absent.Contains("logs")) WriteLogs();
        var at = cluster.CollectedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        WriteDocument("version", new JsonObject { ["collectedAt"] = at, ["kubeletVersions"] = new JsonArray("v1.31.2") });
        WriteDocument("probes", cluster.Probes);
        WriteDocument("metrics", new JsonObject { ["series"] = cluster.Series.DeepClone() });
        WriteDocument("servicegraph", new JsonObject { ["edges"] = cluster.Edges.DeepClone() });
    }

    private void WriteList(string resource, string? ns)
    {
        if (cluster.Absent.Contains(resource)) return;
        var items = new JsonArray([.. cluster.In(resource, ns).Select(i => i.DeepClone())]);
        var path = Path.Combine(folder, ns ?? "", resource + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new JsonObject { ["kind"] = "List", ["apiVersion"] = "v1", ["items"] = items }.ToJsonString());
    }

    private void WriteLogs()
    {
        foreach (var file in cluster.Logs.GroupBy(l => (l.Namespace, l.Pod, l.Previous)))
        {
            var text = new StringBuilder();
            foreach (var (ns, pod, container, _, lines) in file)
            {
                text.Append(CultureInfo.InvariantCulture, $"==== START logs for container {container} of pod {ns}/{pod} ====\n");
                foreach (var line in lines) text.Append(line).Append('\n');
                text.Append(CultureInfo.InvariantCulture, $"==== END logs for container {container} of pod {ns}/{pod} ====\n");
            }

            var directory = Directory.CreateDirectory(Path.Combine(folder, file.Key.Namespace, file.Key.Pod)).FullName;
            File.WriteAllText(Path.Combine(directory, file.Key.Previous ? "logs-previous.txt" : "logs.txt"), text.ToString());
        }
    }

    private void WriteDocument(string name, JsonNode content)
    {
        if (!cluster.Absent.Contains(name)) File.WriteAllText(Path.Combine(folder, name + ".json"), content.ToJsonString());
    }
}
