using OpsWorker.Testing.Clusters;

namespace OpsWorker.Scenarios.Reading;

/// <summary>The logs of a cluster while its files are put on top of each other.</summary>
internal sealed class PodLogs
{
    private readonly OrderedDictionary<(string Namespace, string Pod, string Container, bool Previous), string[]> _logs = [];

    public IReadOnlyList<ContainerLog> All =>
        [.. _logs.Select(l => new ContainerLog(l.Key.Namespace, l.Key.Pod, l.Key.Container, l.Key.Previous, l.Value))];

    public void Write(LogEntry log)
    {
        var current = (log.Namespace, log.Pod, log.Container, Previous: false);
        if (log.Text is not null) _logs[current] = Lines(log.Text);
        if (log.Append is not null) _logs[current] = [.. _logs.GetValueOrDefault(current, []), .. Lines(log.Append)];
        if (log.Previous is not null) _logs[current with { Previous = true }] = Lines(log.Previous);
    }

    /// <summary>Drops the logs of a pod that is written anew or removed.</summary>
    public void Forget(ObjectKey item)
    {
        if (item.Kind != "Pod") return;
        foreach (var key in _logs.Keys.Where(k => k.Namespace == item.Namespace && k.Pod == item.Name).ToList()) _logs.Remove(key);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
