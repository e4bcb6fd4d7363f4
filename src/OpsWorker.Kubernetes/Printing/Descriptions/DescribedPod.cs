using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A pod with its containers, their states and their last ends.</summary>
internal static class DescribedPod
{
    public static void Write(ElasticText text, Described described)
    {
        var pod = described.Object;
        text.Line("Name", pod.At("metadata", "name").Text()).Line("Namespace", pod.At("metadata", "namespace").Text());
        text.Line("Priority", pod.At("spec", "priority").Text("0")).Line("Service Account", pod.At("spec", "serviceAccountName").Text());
        var node = pod.At("spec", "nodeName").Text();
        text.Line("Node", node.Length == 0 ? "<none>" : $"{node}/{pod.At("status", "hostIP").Text()}");
        if (pod.At("status", "startTime").Time() is not null) text.Line("Start Time", DescribedParts.Time(pod.At("status", "startTime")));
        DescribedParts.Metadata(text, pod);
        WriteStatus(text, pod, described.Now);
        if (Owner(pod) is { } owner) text.Line("Controlled By", owner);
        WriteContainers(text, pod, "Init Containers", "initContainers", "initContainerStatuses");
        WriteContainers(text, pod, "Containers", "containers", "containerStatuses");
        WriteConditions(text, pod);
        WriteVolumes(text, pod.At("spec"));
        text.Line("QoS Class", pod.At("status", "qosClass").Text("BestEffort"));
        WritePlacement(text, pod.At("spec"));
    }

    /// <summary>The volumes of a pod or of a template.</summary>
    public static void WriteVolumes(ElasticText text, JsonElement spec, int level = 0)
    {
        var volumes = spec.At("volumes").Items().ToArray();
        if (volumes.Length == 0) text.Line("Volumes", "<none>", level);
        else text.Heading("Volumes", level);
        foreach (var volume in volumes) DescribedVolume.Write(text, volume, level + 1);
    }

    /// <summary>Selectors and tolerations of a pod or of a template.</summary>
    public static void WritePlacement(ElasticText text, JsonElement spec, int level = 0) => text
        .Lines("Node-Selectors", DescribedParts.Pairs(spec.At("nodeSelector")), level)
        .Lines("Tolerations", spec.At("tolerations").Items().Select(Toleration), level);

    private static void WriteStatus(ElasticText text, JsonElement pod, DateTimeOffset now)
    {
        var deleted = pod.At("metadata", "deletionTimestamp").Time();
        text.Line("Status", deleted is null ? pod.At("status", "phase").Text() : $"Terminating (lasts {Age.Between(deleted, now)})");
        if (pod.At("status", "reason").Text() is { Length: > 0 } reason) text.Line("Reason", reason);
        if (pod.At("status", "message").Text() is { Length: > 0 } message) text.Line("Message", message);
        text.Line("IP", pod.At("status", "podIP").Text());
        var addresses = pod.At("status", "podIPs").Items().Select(ip => ip.At("ip").Text()).ToArray();
        if (addresses.Length == 0) text.Line("IPs", "<none>");
        else text.Heading("IPs");
        foreach (var address in addresses) text.Line("IP", address, 1);
    }

    private static string? Owner(JsonElement pod) => pod.At("metadata", "ownerReferences").Items()
        .Where(owner => owner.At("controller").Text() == "true")
        .Select(owner => $"{owner.At("kind").Text()}/{owner.At("name").Text()}").FirstOrDefault();

    private static void WriteContainers(ElasticText text, JsonElement pod, string heading, string containers, string statuses)
    {
        var all = pod.At("spec", containers).Items().ToArray();
        if (all.Length > 0) text.Heading(heading);
        foreach (var container in all)
        {
            var name = container.At("name").Text();
            var status = pod.At("status", statuses).Items().FirstOrDefault(s => s.At("name").Text() == name);
            text.Heading(name, 1);
            DescribedContainer.Write(text, container, status);
        }
    }

    private static void WriteConditions(ElasticText text, JsonElement pod)
    {
        var conditions = pod.At("status", "conditions").Items().ToArray();
        if (conditions.Length == 0) return;
        text.Heading("Conditions");
        var rows = conditions.Select(c => (IReadOnlyList<string>)[c.At("type").Text(), c.At("status").Text()]);
        text.Table([["Type", "Status"], .. rows]);
    }

    private static string Toleration(JsonElement toleration)
    {
        var text = toleration.At("key").Text();
        if (toleration.At("value").Text() is { Length: > 0 } value) text += "=" + value;
        if (toleration.At("effect").Text() is { Length: > 0 } effect) text += ":" + effect;
        if (toleration.At("operator").Text() == "Exists") text += text.Length == 0 ? "op=Exists" : " op=Exists";
        return toleration.At("tolerationSeconds").Text() is { Length: > 0 } seconds ? $"{text} for {seconds}s" : text;
    }
}
