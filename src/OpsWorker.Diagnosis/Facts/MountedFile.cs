using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A text of a ConfigMap that a workload's pods see as a file.</summary>
/// <param name="Map">The ConfigMap.</param>
/// <param name="Key">Its key, which is the file's name where nothing else is said.</param>
/// <param name="Text">
/// The text, with placeholders replaced by the values that the workload's variables give them, or their defaults.
/// </param>
internal sealed record MountedFile(ConfigMap Map, string Key, string Text)
{
    // What is longer is no configuration that people write.
    private const int MaxLength = 128 * 1024;

    /// <summary>Where the text is in the ConfigMap.</summary>
    public string Path => $"data[{Key}]";

    /// <summary>The files of a workload.</summary>
    public static IEnumerable<MountedFile> Of(WorkloadFacts workload, ClusterState state)
    {
        var names = Names(workload.Template?.Spec).Distinct().ToList();
        if (names.Count == 0) return [];
        var variables = Variables(workload, state);
        return
        [
            .. from name in names
               let map = state.Find<ConfigMap>(workload.Reference.Namespace, name)
               where map is not null
               from item in map.Data
               where item.Value.Length <= MaxLength
               select new MountedFile(map, item.Key, Placeholder.Resolve(item.Value, variables)),
        ];
    }

    private static Dictionary<string, string> Variables(WorkloadFacts workload, ClusterState state)
    {
        var found = new Dictionary<string, string>();
        if (workload.Template is not { } template) return found;
        if ((workload.Item ?? (workload.Pods.Count > 0 ? workload.Pods[0] : null)) is not { } item) return found;
        foreach (var text in template.Spec.Containers.SelectMany(c => ConfiguredText.Variables(c, "", item, state)))
        {
            found.TryAdd(text.Name, text.Text);
        }

        return found;
    }

    private static IEnumerable<string> Names(PodSpec? pod) => (pod?.Volumes ?? [])
        .SelectMany(v => (v.Projected?.Sources ?? []).Select(s => s.ConfigMap?.Name).Append(v.ConfigMap?.Name)).OfType<string>();
}
