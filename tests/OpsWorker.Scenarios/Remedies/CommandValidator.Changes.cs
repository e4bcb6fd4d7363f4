using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>The commands that carry the value to set.</summary>
internal sealed partial class CommandValidator
{
    // What the API server lets be changed of objects that it otherwise keeps as they are.
    private static readonly Dictionary<string, string[]> s_mutable = new()
    {
        ["Pod"] = ["/metadata/", "/spec/containers/", "/spec/tolerations", "/spec/activeDeadlineSeconds", "/spec/schedulingGates"],
        ["Job"] = ["/metadata/", "/spec/suspend", "/spec/parallelism", "/spec/activeDeadlineSeconds", "/spec/backoffLimit"],
        ["PersistentVolumeClaim"] = ["/metadata/", "/spec/resources/requests/storage"],
        ["PersistentVolume"] = ["/metadata/", "/spec/claimRef", "/spec/persistentVolumeReclaimPolicy", "/spec/storageClassName",
            "/spec/capacity", "/spec/accessModes"],
        ["StorageClass"] = ["/metadata/", "/allowVolumeExpansion"],
        ["StatefulSet"] = ["/metadata/", "/spec/replicas", "/spec/template/", "/spec/updateStrategy",
            "/spec/persistentVolumeClaimRetentionPolicy",
            "/spec/minReadySeconds", "/spec/ordinals"],
    };

    private string? SetProblem(KubectlLine line, ObjectReference item)
    {
        if (line.Flag("-c") is { } container && !objects.ContainersOf(item).Contains(container)) return $"has no container {container}";
        var values = line.Arguments.Where(a => a.Contains('=', StringComparison.Ordinal)).Select(a => a.Split('=', 2)).ToList();
        var unsets = line.Arguments.Where(a => a.EndsWith('-')).ToList();
        return line.Command switch
        {
            "set image" when values.Count == 0 => "no image is set",
            "set image" => values.Find(v => v[0] != "*" && !objects.ContainersOf(item).Contains(v[0])) is { } wrong
                ? $"has no container {wrong[0]}" : null,
            "set env" => values.Count + unsets.Count == 0 && !line.Has("--from") ? "no variable is set" : null,
            "set selector" => line.Arguments.Skip(1).Any() ? null : "no selector is set",
            "set resources" => ResourcesProblem(line),
            "set serviceaccount" => line.Arguments.Count == 2 ? null : "one account is needed",
            _ => null,
        };
    }

    private static string? ResourcesProblem(KubectlLine line)
    {
        var amounts = line.Flags.Where(f => f.Flag is "--limits" or "--requests").SelectMany(f => f.Value.Split(',')).ToList();
        if (amounts.Count == 0) return "neither limits nor requests are set";
        return amounts.Find(a => a.Split('=') is not [_, var amount]
            || !(IsPlaceholder(amount) || Quantity.TryParse(amount, out _))) is { } wrong
            ? $"'{wrong}' is no amount of a resource"
            : null;
    }

    private string? TaintProblem(KubectlLine line, ObjectReference item)
    {
        var taints = line.Arguments.Skip(1).ToList();
        if (taints.Count == 0) return "no taint is named";
        if (objects.State.Find(item) is not Node node) return null;
        return taints.Where(t => t.EndsWith('-')).Select(t => t[..^1].Split(':'))
            .Any(t => !node.Spec.Taints.Any(n => n.Key == t[0].Split('=')[0] && (t.Length == 1 || n.Effect == t[1])))
                ? "does not have that taint"
                : null;
    }

    private string? LabelProblem(KubectlLine line, ObjectReference item)
    {
        var labels = objects.State.Find(item)?.Metadata.Labels;
        foreach (var pair in line.Arguments.Skip(1).Select(a => a.Split('=', 2)))
        {
            if (pair.Length < 2) return pair[0].EndsWith('-') ? null : $"'{pair[0]}' is no label";
            if (labels?.GetValueOrDefault(pair[0]) is { } now && now != pair[1]
                && !line.Has("--overwrite")) return $"has {pair[0]}={now} already";
        }

        return line.Arguments.Count > 1 ? null : "no label is named";
    }

    private string? ExposeProblem(KubectlLine line, ObjectReference item)
    {
        var service = new ObjectReference("Service", item.Namespace, line.Flag("--name") ?? item.Name);
        if (objects.State.Find(service) is not null) return $"{service} exists already";
        var declares = Kubernetes.State.ClusterState.TemplateOf(objects.State.Find(item))?.Spec.Containers.Any(c => c.Ports.Count > 0);
        return declares == false && !line.Has("--port") ? "declares no port, so --port is needed" : null;
    }

    private string? CreateProblem(KubectlLine line)
    {
        if (line.Arguments.Count != 1) return "one name is needed";
        var kind = line.Command.Split(' ')[1] switch
        {
            "job" => "Job",
            "serviceaccount" => "ServiceAccount",
            "configmap" => "ConfigMap",
            "secret" => "Secret",
            "namespace" => "Namespace",
            var other => ResourceNames.KindOf(other) ?? other,
        };
        var made = new ObjectReference(kind, ResourceNames.HasNamespace(kind) ? line.Namespace : null, line.Arguments[0]);
        if (ResourceNames.HasNamespace(kind) && line.Namespace is null) return "no namespace is named, so that of the context is taken";
        if (objects.State.Find(made) is not null) return $"{made} exists already";
        if (line.Flag("--from") is not { } from) return null;
        return from.Split('/') is ["cronjob", var name] && objects.MayExist(new ObjectReference("CronJob", line.Namespace, name)) ? null
            : $"{from} is not found";
    }

    private string? PatchProblem(KubectlLine line, ObjectReference item)
    {
        if (line.Flag("-p") is not { } text) return "no patch is given";
        try
        {
            using var patch = JsonDocument.Parse(text);
            var fields = line.Flag("--type") == "json" ? Operations(patch.RootElement, item) : Leaves(patch.RootElement, "");
            return fields.FirstOrDefault(f => IsImmutable(item.Kind, f)) is { } immutable ? $"{immutable} is immutable" : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return $"the patch is wrong: {e.Message}";
        }
    }

    private List<string> Operations(JsonElement patch, ObjectReference item)
    {
        var paths = new List<string>();
        foreach (var operation in patch.EnumerateArray())
        {
            var path = operation.GetProperty("path").GetString()!;
            if (operation.GetProperty("op").GetString() is "replace" or "remove" or "test"
                && objects.State.Find(item) is { } found
                    && CaseObjects.Pointer(found.Raw, path) is null) throw new FormatException($"{path} is not there");
            paths.Add(path);
        }

        return paths;
    }

    private static IEnumerable<string> Leaves(JsonElement patch, string path) => patch.ValueKind switch
    {
        JsonValueKind.Object => patch.EnumerateObject().SelectMany(p => Leaves(p.Value, $"{path}/{p.Name}")),
        _ when path.Length == 0 => throw new FormatException("it is no object"),
        _ => [path],
    };

    private static bool IsImmutable(string kind, string path) =>
        path.StartsWith("/status", StringComparison.Ordinal)
        || (s_mutable.TryGetValue(kind, out var allowed) && !allowed.Any(a => path.StartsWith(a, StringComparison.Ordinal)))
        || (kind is "Deployment" or "DaemonSet" && path.StartsWith("/spec/selector", StringComparison.Ordinal))
        || (kind is "Service" && path is "/spec/clusterIP");
}
