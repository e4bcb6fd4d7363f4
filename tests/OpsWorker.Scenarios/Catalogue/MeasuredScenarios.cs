using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>What only measurements, routes of the Gateway API, clocks and revisions show, and what looks like it.</summary>
internal static class MeasuredScenarios
{
    private const double MiB = 1024 * 1024;
    private const string Owner = "'ownerReferences':[{'kind':'StatefulSet','name':'wren','controller':true}]";
    private static readonly string s_tern = $"{{'namespace':'shop','pod':'{TestCluster.PodName("tern")}'}}";

    public static IEnumerable<Scenario> All =>
    [
        new("s-901", [CauseCode.MemoryPressure], "tern", Town.Without().Series("container_memory_working_set_bytes", s_tern, Step(140 * MiB, 251 * MiB))),
        new("s-902", [CauseCode.Healthy, CauseCode.NotFound], null, Town.Without().Series("container_memory_usage_bytes", s_tern, Step(140 * MiB, 256 * MiB))),
        new("s-903", [CauseCode.Healthy, CauseCode.NotFound], null, Town.Without().Series("container_memory_working_set_bytes", s_tern, Step(240 * MiB, 244 * MiB))),
        new("s-904", [CauseCode.DiskSaturation], "worker-a", Town.Without().Series("node_disk_io_time_seconds_total", "{'node':'worker-a','device':'nvme0n1'}", Counter(Step(0.15, 0.98)))),
        new("s-905", [CauseCode.NetworkLoss], "tern", Town.Without().Series("container_network_transmit_packets_dropped_total", s_tern, Counter(Step(0, 30)))),
        new("s-911", [CauseCode.GatewayRouteRejected], "front", Routed("False", "NotAllowedByListeners")),
        new("s-912", [CauseCode.Healthy], null, Routed("True", "Accepted")),
        new("s-921", [CauseCode.NodeClockSkew], "worker-d", Town.Without("tern")
            .Node("worker-d", conditions: "[{'type':'NTPProblem','status':'True','message':'NTP service is not running','lastTransitionTime':'2026-03-02T09:51:00Z'}]")
            .Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.NotReady, node: "worker-d")
            .Logs("tern", "WARN rejected: token used before issued", "WARN rejected: token used before issued")),
        new("s-931", [CauseCode.BadRollout], "wren", Revised()),
    ];

    private static TestCluster Routed(string status, string reason) => Town.Without()
        .Add("gateways", "Gateway", "edge", "{'spec':{'gatewayClassName':'some','listeners':[{'name':'http','port':80,'protocol':'HTTP'}]}}")
        .Add("httproutes", "HTTPRoute", "front", "{'metadata':{'generation':1},'spec':{'parentRefs':[{'name':'edge'}],'rules':[{'backendRefs':[{'name':'heron','port':8080}]}]},"
            + $"'status':{{'parents':[{{'parentRef':{{'name':'edge'}},'controllerName':'example.org/c','conditions':[{{'type':'Accepted','status':'{status}','reason':'{reason}','message':'see the listeners','observedGeneration':1}}]}}]}}}}");

    // One of its revisions names an argument that the other does not; the pod of the newer one runs and is not ready.
    private static TestCluster Revised()
    {
        var town = Town.Without("wren").Service("wren", 5432)
            .Add("statefulsets", "StatefulSet", "wren", $"{{'spec':{{'replicas':1,'serviceName':'wren','selector':{{'matchLabels':{{'app':'wren'}}}},'template':{Template(2)}}}}}")
            .Add("pods", "Pod", "wren-0", $"{{'metadata':{{{Owner},'labels':{{'app':'wren','controller-revision-hash':'wren-6b9c'}}}},'spec':{{'nodeName':'worker-a','containers':[{{'name':'main','image':'registry.example.org/team/app:2.4.1'}}]}},'status':{States.NotReady}}}");
        foreach (var (revision, name, at) in ((int, string, string)[])[(1, "wren-5d8f", "2026-01-20T08:00:00Z"), (2, "wren-6b9c", "2026-03-02T09:49:00Z")])
        {
            town.Add("controllerrevisions", "ControllerRevision", name,
                $"{{'metadata':{{{Owner},'creationTimestamp':'{at}'}},'revision':{revision},'data':{{'spec':{{'template':{Template(revision)}}}}}}}");
        }

        return town;
    }

    private static string Template(int revision) =>
        $"{{'metadata':{{'labels':{{'app':'wren'}}}},'spec':{{'containers':[{{'name':'main','image':'registry.example.org/team/app:2.4.1','args':['--slots','{revision * 4}'],'ports':[{{'containerPort':5432}}]}}]}}}}";

    // Eleven samples before the trouble begins, and thirteen since.
    private static double[] Step(double before, double after) => [.. Enumerable.Repeat(before, 11), .. Enumerable.Repeat(after, 13)];

    // A counter that grew by so much in each second of every half minute.
    private static double[] Counter(double[] rates)
    {
        var sum = 1000.0;
        return [.. rates.Select(r => sum += 30 * r)];
    }
}
