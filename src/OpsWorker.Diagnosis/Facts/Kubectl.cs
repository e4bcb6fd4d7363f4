using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>Commands for remedies, with the names of real objects.</summary>
internal static class Kubectl
{
    public static string Describe(ObjectReference item) => $"kubectl describe {Named(item)}";

    public static string Edit(ObjectReference item) => $"kubectl edit {Named(item)}";

    public static string Get(ObjectReference item) => $"kubectl get {Named(item)} -o yaml";

    public static string Logs(ObjectReference item, string? container = null, bool previous = false) =>
        $"kubectl logs {Named(item)}{(container is null ? "" : $" -c {container}")}{(previous ? " --previous" : "")}";

    public static string Undo(ObjectReference workload) => $"kubectl rollout undo {Named(workload)}";

    public static string History(ObjectReference workload) => $"kubectl rollout history {Named(workload)}";

    public static string Events(string? ns) => $"kubectl get events{In(ns)} --sort-by=.lastTimestamp";

    private static string Named(ObjectReference item) => $"{item.Kind.ToLowerInvariant()}/{item.Name}{In(item.Namespace)}";

    private static string In(string? ns) => ns is null ? "" : $" -n {ns}";
}
