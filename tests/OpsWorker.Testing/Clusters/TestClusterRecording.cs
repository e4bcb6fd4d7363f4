using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

public sealed partial class TestCluster
{
    /// <summary>Writes the cluster as <c>kubectl cluster-info dump</c> does.</summary>
    public void WriteTo(string folder)
    {
        var recording = new ClusterRecording
        {
            CollectedAt = Now,
            Logs = [.. _logs.Select(l => new ContainerLog(l.Namespace, l.Pod, l.Container, l.Previous, l.Lines))],
            Probes = _probes,
            Series = _series,
            Edges = _calls,
            Absent = _unanswered,
        };
        foreach (var (key, list) in _lists)
        {
            foreach (var item in list) recording.Add(key.Resource, WithoutSharedAddress(item!.DeepClone().AsObject()));
        }

        recording.WriteTo(folder);
    }

    // Every Service and every pod has the same address until the recording gives each its own.
    private static JsonObject WithoutSharedAddress(JsonObject item)
    {
        if ((string?)item["kind"] == "Service") item["spec"]!.AsObject().Remove("clusterIP");
        if ((string?)item["kind"] == "Pod") (item["status"] as JsonObject)?.Remove("podIP");
        return item;
    }
}
