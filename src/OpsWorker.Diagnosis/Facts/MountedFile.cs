using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A text of a ConfigMap that a workload's pods see as a file.</summary>
/// <param name="Map">The ConfigMap.</param>
/// <param name="Key">Its key, which is the file's name where nothing else is said.</param>
/// <param name="Text">The text.</param>
internal sealed record MountedFile(ConfigMap Map, string Key, string Text)
{
    // What is longer is no configuration that people write.
    private const int MaxLength = 128 * 1024;

    /// <summary>Where the text is in the ConfigMap.</summary>
    public string Path => $"data[{Key}]";

    /// <summary>The files of a workload.</summary>
    public static IEnumerable<MountedFile> Of(WorkloadFacts workload, ClusterState state) =>
        from name in Names(workload.Template?.Spec).Distinct()
        let map = state.Find<ConfigMap>(workload.Reference.Namespace, name)
        where map is not null
        from item in map.Data
        where item.Value.Length <= MaxLength
        select new MountedFile(map, item.Key, item.Value);

    private static IEnumerable<string> Names(PodSpec? pod) => (pod?.Volumes ?? [])
        .SelectMany(v => (v.Projected?.Sources ?? []).Select(s => s.ConfigMap?.Name).Append(v.ConfigMap?.Name)).OfType<string>();
}
