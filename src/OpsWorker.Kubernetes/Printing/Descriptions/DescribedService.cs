using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A Service: its ports with the endpoints behind each.</summary>
internal static class DescribedService
{
    public static void Write(ElasticText text, Described described)
    {
        var service = described.Object;
        var spec = service.At("spec");
        text.Line("Name", service.At("metadata", "name").Text()).Line("Namespace", service.At("metadata", "namespace").Text());
        DescribedParts.Metadata(text, service);
        text.Line("Selector", DescribedParts.Joined(spec.At("selector"))).Line("Type", spec.At("type").Text("ClusterIP"));
        text.Line("IP", spec.At("clusterIP").Text("<none>"));
        if (spec.At("externalName").Text() is { Length: > 0 } external) text.Line("External Name", external);
        var name = service.At("metadata", "name").Text();
        var endpoints = described.Beside.FirstOrDefault(item => item.At("metadata", "name").Text() == name);
        foreach (var port in spec.At("ports").Items()) WritePort(text, port, endpoints);
        text.Line("Session Affinity", spec.At("sessionAffinity").Text("None"));
        if (spec.At("externalTrafficPolicy").Text() is { Length: > 0 } policy) text.Line("External Traffic Policy", policy);
    }

    private static void WritePort(ElasticText text, JsonElement port, JsonElement endpoints)
    {
        var (name, protocol) = (port.At("name").Text("<unset>"), port.At("protocol").Text("TCP"));
        text.Line("Port", $"{name}  {port.At("port").Text()}/{protocol}");
        text.Line("TargetPort", $"{port.At("targetPort").Text(port.At("port").Text())}/{protocol}");
        if (port.At("nodePort").Text() is { Length: > 0 } node) text.Line("NodePort", $"{name}  {node}/{protocol}");
        var addresses =
            from subset in endpoints.At("subsets").Items()
            from target in subset.At("ports").Items().Where(p => p.At("name").Text() == port.At("name").Text())
            from address in subset.At("addresses").Items()
            select $"{address.At("ip").Text()}:{target.At("port").Text()}";
        text.Line("Endpoints", string.Join(',', addresses));
    }
}
