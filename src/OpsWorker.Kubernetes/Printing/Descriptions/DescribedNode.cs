using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A node: its taints, its conditions, its size and its versions.</summary>
internal static class DescribedNode
{
    private static readonly (string Name, string Field)[] s_system =
    [
        ("Kernel Version", "kernelVersion"), ("OS Image", "osImage"), ("Operating System", "operatingSystem"),
        ("Architecture", "architecture"), ("Container Runtime Version", "containerRuntimeVersion"), ("Kubelet Version", "kubeletVersion"),
    ];

    public static void Write(ElasticText text, JsonElement node)
    {
        var status = node.At("status");
        text.Line("Name", node.At("metadata", "name").Text()).Line("Roles", KindColumns.Roles(node));
        DescribedParts.Metadata(text, node);
        text.Line("CreationTimestamp", DescribedParts.Time(node.At("metadata", "creationTimestamp")));
        text.Lines("Taints", node.At("spec", "taints").Items().Select(Taint));
        text.Line("Unschedulable", node.At("spec", "unschedulable").Text("false"));
        WriteConditions(text, status);
        text.Heading("Addresses");
        foreach (var address in status.At("addresses").Items()) text.Line(address.At("type").Text(), address.At("address").Text(), 1);
        WriteAmounts(text, "Capacity", status.At("capacity"));
        WriteAmounts(text, "Allocatable", status.At("allocatable"));
        text.Heading("System Info");
        foreach (var (name, field) in s_system) text.Line(name, status.At("nodeInfo", field).Text(), 1);
    }

    private static string Taint(JsonElement taint) => taint.At("value").Text() is { Length: > 0 } value
        ? $"{taint.At("key").Text()}={value}:{taint.At("effect").Text()}"
        : $"{taint.At("key").Text()}:{taint.At("effect").Text()}";

    private static void WriteConditions(ElasticText text, JsonElement status)
    {
        text.Heading("Conditions");
        var rows = status.At("conditions").Items().Select(c => (IReadOnlyList<string>)
        [
            c.At("type").Text(), c.At("status").Text(), DescribedParts.Time(c.At("lastHeartbeatTime")),
            DescribedParts.Time(c.At("lastTransitionTime")), c.At("reason").Text(), c.At("message").Text(),
        ]);
        var table = TextTable.Write(
            ["Type", "Status", "LastHeartbeatTime", "LastTransitionTime", "Reason", "Message"],
            [["----", "------", "-----------------", "------------------", "------", "-------"], .. rows],
            gap: 2);
        text.Raw(string.Concat(table.TrimEnd('\n').Split('\n').Select(line => $"  {line}\n")));
    }

    private static void WriteAmounts(ElasticText text, string name, JsonElement amounts)
    {
        text.Heading(name);
        foreach (var amount in amounts.Fields().OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            text.Line(amount.Name, amount.Value.Text(), 1);
        }
    }
}
