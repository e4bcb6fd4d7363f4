using System.Globalization;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>
/// Judges whether a command would succeed on the objects of a case, by the reference of kubectl (and of helm, argocd and flux, whose
/// objects are not recorded). A word in capitals stands for what nobody can know, such as a password.
/// </summary>
internal sealed partial class CommandValidator(CaseObjects objects)
{
    private static readonly Dictionary<string, string[]> s_otherTools = new()
    {
        ["helm"] = ["rollback", "history", "upgrade", "status", "get values"],
        ["argocd"] = ["app diff", "app get", "app history", "app sync", "app rollback"],
        ["flux"] = ["suspend kustomization", "resume kustomization", "suspend helmrelease", "resume helmrelease", "reconcile kustomization",
            "reconcile helmrelease", "get kustomizations", "get helmreleases"],
    };

    // The API server refuses changes of what these objects are about.
    private static readonly string[] s_notEdited =
        ["Pod", "Job", "PersistentVolumeClaim", "PersistentVolume", "StorageClass", "ReplicaSet", "ControllerRevision", "Endpoints",
            "EndpointSlice", "Event"];

    /// <summary>The reason for which the command fails or does nothing; null for a good one.</summary>
    public string? Problem(string command)
    {
        try
        {
            var words = ShellWords.Split(command);
            if (words.Count < 2) return "is no command";
            if (s_otherTools.TryGetValue(words[0], out var known))
                return known.Any(k => command.StartsWith($"{words[0]} {k} ", StringComparison.Ordinal)) ? null
                    : $"{words[0]} has no such command";
            return words[0] == "kubectl" ? Problem(KubectlLine.Parse([.. words.Skip(1)])) : $"'{words[0]}' is not a known program";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    /// <summary>The objects that the command changes.</summary>
    public static IReadOnlyList<ObjectReference> Changed(string command)
    {
        var words = ShellWords.Split(command);
        if (words[0] != "kubectl") return [];
        var line = KubectlLine.Parse([.. words.Skip(1)]);
        return KubectlSynopsis.Writes(line.Command) ? line.Objects() : [];
    }

    private string? Problem(KubectlLine line)
    {
        if (TypeProblem(line) is { } type) return type;
        foreach (var item in line.Objects())
        {
            if (ObjectProblem(line, item) is { } problem) return $"{item}: {problem}";
        }

        if (line.Objects().Count == 0 && NeedsObject(line.Command)) return "no object is named";
        return line.Command.StartsWith("create ", StringComparison.Ordinal) ? CreateProblem(line) : null;
    }

    private static bool NeedsObject(string command) =>
        command is "edit" or "patch" or "scale" or "logs" or "expose" or "label" or "taint" or "drain" or "cordon" or "uncordon" or "debug"
            or "wait"
        || command.StartsWith("rollout", StringComparison.Ordinal) || command.StartsWith("set ", StringComparison.Ordinal);

    private static string? TypeProblem(KubectlLine line)
    {
        if (line.Command is not ("get" or "describe" or "delete" or "edit")) return null;
        if (line.Arguments.Count == 0) return line.Has("-f") ? null : "no resource is named";
        if (line.Arguments[0].Contains('/', StringComparison.Ordinal)) return null;
        return line.Arguments[0].Split(',').Where(r => r != "all")
            .FirstOrDefault(r => ResourceNames.KindOf(r) is null && !IsDiscovered(r)) is { } unknown
            ? $"the server has no resource type '{unknown}'"
            : null;
    }

    // A resource of some group, as custom ones are named.
    private static bool IsDiscovered(string resource) => resource.Contains('.', StringComparison.Ordinal);

    private string? ObjectProblem(KubectlLine line, ObjectReference item)
    {
        if (item.Name.Length == 0) return "no name";
        if (ResourceNames.KindOf(item.Kind) is null && !IsDiscovered(item.Kind)
            && !objects.IsCustomKind(item.Kind)) return "the server has no such resource type";
        if (ResourceNames.KindOf(item.Kind) is not null && ResourceNames.HasNamespace(item.Kind) != (item.Namespace is not null)
            && !IsPlaceholder(item.Name))
            return item.Namespace is null ? "no namespace is named, so that of the context is taken" : "it has no namespace";
        if (line.Synopsis.Kinds is { } kinds && !kinds.Contains(item.Kind)) return $"kubectl {line.Command} does not work on it";
        if (IsPlaceholder(item.Name)) return null;
        if (!objects.MayExist(item)) return "not found";
        return line.Command switch
        {
            "edit" => EditProblem(item),
            "patch" => PatchProblem(line, item),
            "logs" => LogsProblem(line, item),
            "drain" => DrainProblem(item),
            "uncordon" when objects.State.Find(item) is Node { Spec.Unschedulable: false } => "is not cordoned",
            "scale" => int.TryParse(line.Flag("--replicas"), CultureInfo.InvariantCulture, out var n) && n >= 0 ? null
                : "--replicas needs a number",
            "taint" => TaintProblem(line, item),
            "label" => LabelProblem(line, item),
            "expose" => ExposeProblem(line, item),
            "wait" => line.Flag("--for") is { } what && (what == "delete" || what.StartsWith("condition=", StringComparison.Ordinal)
                || what.StartsWith("jsonpath=", StringComparison.Ordinal)) ? null : "--for is not understood",
            _ when line.Command.StartsWith("rollout", StringComparison.Ordinal) => RolloutProblem(line, item),
            _ when line.Command.StartsWith("set ", StringComparison.Ordinal) => SetProblem(line, item),
            _ => null,
        };
    }

    private string? EditProblem(ObjectReference item)
    {
        if (s_notEdited.Contains(item.Kind)) return "what is wrong with it is immutable";
        return objects.State.Find(item)?.Raw is { ValueKind: System.Text.Json.JsonValueKind.Object } raw
            && raw.TryGetProperty("immutable", out var immutable) && immutable.ValueKind == System.Text.Json.JsonValueKind.True
                ? "is immutable"
                : null;
    }

    private string? LogsProblem(KubectlLine line, ObjectReference item)
    {
        var pods = objects.PodsOf(item);
        if (pods.Count == 0) return objects.State.Listed<Pod>(item.Namespace) ? "has no pods whose log could be read" : null;
        var container = line.Flag("-c");
        if (container is not null && !objects.ContainersOf(item).Contains(container)) return $"has no container {container}";
        var read = pods.Select(p => Read(p, container)).OfType<ContainerStatus>().ToList();
        if (line.Has("--previous")) return read.Exists(s => s.RestartCount > 0 || s.LastState.Terminated is not null) ? null
            : "has no previous run";
        if (pods.All(p => p.Spec.NodeName is null)) return "is not scheduled, so it has no log";
        // kubectl answers: container "x" in pod "y" is waiting to start.
        return read.Count > 0 && read.TrueForAll(s => s.State.Waiting is not null && s.LastState.Terminated is null && s.RestartCount == 0)
            ? "waits to start, so it has no log"
            : null;
    }

    // Without -c kubectl reads the first container.
    private static ContainerStatus? Read(Pod pod, string? container) =>
        pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses)
        .FirstOrDefault(s => s.Name == (container ?? pod.Spec.Containers.Select(c => c.Name).FirstOrDefault()));

    private string? DrainProblem(ObjectReference item)
    {
        if (objects.State.Find(item) is not Node node) return null;
        if (CaseObjects.IsControlPlane(node)) return "is a control plane node";
        return objects.State.All<Node>().Any(n => n.Name != node.Name && !n.Spec.Unschedulable && !CaseObjects.IsControlPlane(n)
            && n.Status.Conditions.Any(c => c is { Type: "Ready", Status: "True" }))
                ? null
                : "is the only node that takes pods";
    }

    private string? RolloutProblem(KubectlLine line, ObjectReference item)
    {
        var found = objects.State.Find(item) as Workload;
        if (line.Command == "rollout status" && found is not Deployment
            && UpdateStrategy(found) == "OnDelete") return "rolls out by OnDelete, which has no status";
        if (line.Command is "rollout undo" or "rollout restart" && found is Deployment { Spec.Paused: true }) return "is paused";
        if (line.Command is not ("rollout undo" or "rollout history")) return null;
        var revisions = objects.RevisionsOf(item);
        if (line.Flag("--to-revision") is { } to
            && (!long.TryParse(to, CultureInfo.InvariantCulture, out var number)
                || !revisions.Contains(number))) return $"has no revision {to}";
        return revisions.Count < 2 ? $"has {revisions.Count} revision(s), so no rollout history is found" : null;
    }

    private static string? UpdateStrategy(Workload? workload) => workload is not null
        && CaseObjects.Pointer(workload.Raw, "/spec/updateStrategy/type") is { ValueKind: System.Text.Json.JsonValueKind.String } type
            ? type.GetString() : null;

    private static bool IsPlaceholder(string word) => word.Length > 0
        && word.All(c => char.IsAsciiLetterUpper(c) || c is '_' or '-' or '.');
}
