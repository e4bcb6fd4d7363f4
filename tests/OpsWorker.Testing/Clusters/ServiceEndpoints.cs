using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>Gives Services an address and the defaults of their ports, and writes their Endpoints and EndpointSlices.</summary>
internal static class ServiceEndpoints
{
    public static void Complete(ClusterRecording cluster)
    {
        var services = cluster.All("services");
        var addresses = new AddressPool("10.96", services.Select(s => (string?)s["spec"]!["clusterIP"]).OfType<string>());
        foreach (var service in services)
        {
            var spec = service["spec"]!;
            spec["clusterIP"] ??= addresses.Next();
            spec["type"] ??= "ClusterIP";
            foreach (var port in spec["ports"] as JsonArray ?? [])
            {
                port!["protocol"] ??= "TCP";
                port["targetPort"] ??= port["port"]!.DeepClone();
            }

            if (spec["selector"] is JsonObject { Count: > 0 }) AddEndpoints(cluster, service);
        }
    }

    private static void AddEndpoints(ClusterRecording cluster, JsonObject service)
    {
        var pods = cluster.In("pods", Ownership.NamespaceOf(service))
            .Where(p => p["status"]!["podIP"] is not null && Controllers.Selects(service["spec"]!["selector"], p)).ToList();
        var ports = new JsonArray([.. ((JsonArray)service["spec"]!["ports"]!).Select(p => PortOf(p!, pods)).OfType<JsonNode>()]);
        cluster.Add("endpoints", Endpoints(service, pods, ports));
        cluster.Add("endpointslices", Slice(service, pods, ports));
    }

    private static JsonObject Endpoints(JsonObject service, IReadOnlyList<JsonObject> pods, JsonArray ports)
    {
        var subset = new JsonObject();
        foreach (var (list, ready) in new[] { ("addresses", true), ("notReadyAddresses", false) })
        {
            var some = pods.Where(p => Controllers.IsReady(p) == ready).Select(Address).ToArray();
            if (some.Length > 0) subset[list] = new JsonArray(some);
        }

        var endpoints = new JsonObject { ["kind"] = "Endpoints", ["metadata"] = Metadata(service) };
        if (subset.Count == 0 || ports.Count == 0) return endpoints;
        subset["ports"] = ports.DeepClone();
        endpoints["subsets"] = new JsonArray(subset);
        return endpoints;
    }

    private static JsonObject Slice(JsonObject service, IEnumerable<JsonObject> pods, JsonArray ports)
    {
        var metadata = Metadata(service);
        metadata["labels"] = new JsonObject { ["kubernetes.io/service-name"] = Ownership.NameOf(service) };
        metadata["name"] = Ownership.NameOf(service) + "-x7k2p";
        var endpoints = pods.Select(p => (JsonNode)new JsonObject
        {
            ["addresses"] = new JsonArray((string?)p["status"]!["podIP"]),
            ["conditions"] = Conditions(Controllers.IsReady(p)),
            ["nodeName"] = (string?)p["spec"]!["nodeName"],
            ["targetRef"] = Reference(p),
        });
        return new JsonObject
        {
            ["kind"] = "EndpointSlice",
            ["metadata"] = metadata,
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray([.. endpoints]),
            ["ports"] = ports,
        };
    }

    private static JsonObject Conditions(bool ready) => new() { ["ready"] = ready, ["serving"] = ready, ["terminating"] = false };

    // A port whose name no container has is left out of the Endpoints.
    private static JsonObject? PortOf(JsonNode port, IEnumerable<JsonObject> pods)
    {
        var target = port["targetPort"]!;
        if (target.GetValueKind() == JsonValueKind.String)
        {
            var name = (string?)target;
            target = pods.SelectMany(p => (JsonArray)p["spec"]!["containers"]!).SelectMany(c => c!["ports"] as JsonArray ?? [])
                .FirstOrDefault(p => (string?)p!["name"] == name)?["containerPort"];
        }

        return target is null ? null : new JsonObject { ["port"] = target.DeepClone(), ["protocol"] = (string?)port["protocol"] };
    }

    private static JsonObject Address(JsonObject pod) => new()
    {
        ["ip"] = (string?)pod["status"]!["podIP"],
        ["nodeName"] = (string?)pod["spec"]!["nodeName"],
        ["targetRef"] = Reference(pod),
    };

    private static JsonObject Reference(JsonObject pod) => new()
    {
        ["kind"] = "Pod",
        ["name"] = Ownership.NameOf(pod),
        ["namespace"] = Ownership.NamespaceOf(pod),
    };

    private static JsonObject Metadata(JsonObject service) => new()
    {
        ["name"] = Ownership.NameOf(service),
        ["namespace"] = Ownership.NamespaceOf(service),
    };
}
