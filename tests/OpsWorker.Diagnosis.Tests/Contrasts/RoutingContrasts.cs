using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Routing;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>The ways to a workload.</summary>
internal static class RoutingContrasts
{
    private const string Failing = "dial tcp: lookup api on 192.0.2.1:53: no such host";

    public static IEnumerable<Contrast> All =>
    [
        // A selector that matches no pod; one that matches pods that are not ready.
        new(nameof(ServiceSelectorDetector), CauseCode.ServiceSelectorMismatch,
            Web(States.Ready).Service("web", selector: "{'app':'wob'}"), Web(States.NotReady).Service("web")),
        // A target port by a name that no container has; a number that is not declared and answers.
        new(nameof(ServicePortDetector), CauseCode.ServicePortMismatch,
            Web(States.Ready).Service("web", targetPort: "'http'"), Web(States.Ready).Service("web", targetPort: "9090").Check("web.shop.svc:8080", true)),
        // A port that the Service does not have; the one that it has.
        new(nameof(ServiceAddressDetector), CauseCode.ServiceAddressWrong, Client("api", 8080, "api:9090"), Client("api", 8080, "api:8080")),
        // Two routes to one server and none to the other; one to each.
        new(nameof(MisrouteDetector), CauseCode.GatewayMisroute, Edge("orders:8080", "orders:8080"), Edge("orders:8080", "users:8080")),
        // A Service whose pods are not ready; one that has one that is.
        new(nameof(ServiceEndpointsDetector), CauseCode.ServiceHasNoReadyEndpoints,
            Web(States.NotReady).Service("web"), Web(States.NotReady).Pod("web", States.Ready, number: 2).Service("web")),
        // A policy that forbids the connection; one that allows it.
        new(nameof(NetworkPolicyDetector), CauseCode.NetworkPolicyBlocks, Isolated("admin"), Isolated("web")),
        // Policies that keep pods from DNS; one that allows it.
        new(nameof(IsolatedFromDnsDetector), CauseCode.NetworkPolicyBlocks, Sending("[]"), Sending("[{'to':[{'namespaceSelector':{}}],'ports':[{'protocol':'UDP','port':53}]}]")),
        // Name servers of its own and names that do not resolve; a name that once did not, outside.
        new(nameof(DnsDetector), CauseCode.DnsResolutionFailure,
            new TestCluster().Healthy("api").Healthy("web", podSpec: Spec("'env':[{'name':'API','value':'api:8080'}]", "'dnsPolicy':'None'")).Logs("web", Failing, Failing),
            new TestCluster().Healthy("api").Healthy("web").Logs("web", "lookup telemetry.example.org: no such host", "listening", "200 GET /", "200 GET /", "200 GET /")),
        // A name that a Service stands for and that does not resolve; another name that does not.
        new(nameof(ExternalNameDetector), CauseCode.ServiceAddressWrong, External("db.example.com"), External("telemetry.example.com")),
        // A workload that has no Service and is not found by its name; another name that is not found.
        new(nameof(MissingServiceDetector), CauseCode.ServiceMissing, Serviceless("api"), Serviceless("api-metrics")),
        // A hosts file with another address than the Service's; with the Service's.
        new(nameof(HostAliasDetector), CauseCode.ServiceAddressWrong, Aliased("10.0.0.77"), Aliased("10.0.0.9")),
        // A server that nobody has in the pod; one that a container beside it is.
        new(nameof(LoopbackAddressDetector), CauseCode.ServiceAddressWrong, Loopback(9091), Loopback(9090)),
        // One name of two that does not resolve; both.
        new(nameof(DnsRecordDetector), CauseCode.DnsResolutionFailure, Unresolved("api", "api"), Unresolved("api", "db")),
        // A backend that does not exist; one that does.
        new(nameof(IngressDetector), CauseCode.IngressBackendMissing, Ingress("wob"), Ingress("web")),
        // A route that is refused; one that waits for its controller.
        new(nameof(GatewayRouteDetector), CauseCode.GatewayRouteRejected, Route("NotAllowedByListeners"), Route("Pending")),
    ];

    private static TestCluster Edge(string first, string second) => new TestCluster().Healthy("orders").Healthy("users").Call("edge", "orders").Call("edge", "users")
        .Healthy("edge", podSpec: Spec($"'env':[{{'name':'ORDERS','value':'{first}'}},{{'name':'USERS','value':'{second}'}}]"));

    private static TestCluster Isolated(string allowed) => Client("api", 8080, "api:8080").Logs("web", "connection timed out", "connection timed out")
        .Add("networkpolicies", "NetworkPolicy", "some",
            $"{{'spec':{{'podSelector':{{'matchLabels':{{'app':'api'}}}},'policyTypes':['Ingress'],'ingress':[{{'from':[{{'podSelector':{{'matchLabels':{{'app':'{allowed}'}}}}}}]}}]}}}}");

    private static TestCluster Ingress(string service) => new TestCluster().Healthy("web").Add("ingresses", "Ingress", "front",
        $"{{'spec':{{'rules':[{{'http':{{'paths':[{{'path':'/','backend':{{'service':{{'name':'{service}','port':{{'number':8080}}}}}}}}]}}}}]}}}}");

    private static TestCluster External(string host) => new TestCluster().Healthy("web")
        .Add("services", "Service", "db", "{'spec':{'type':'ExternalName','externalName':'db.example.com'}}")
        .Logs("web", $"lookup {host}: no such host", $"lookup {host}: no such host");

    private static TestCluster Serviceless(string name) => new TestCluster().Deployment("api").Pod("api", States.Ready).Call("web", "api")
        .Healthy("web").Logs("web", $"lookup {name}: no such host", $"lookup {name}: no such host");

    private static TestCluster Aliased(string address) => new TestCluster().Healthy("api").Healthy("web", podSpec: $"{{'hostAliases':[{{'ip':'{address}','hostnames':['api']}}]}}");

    private static TestCluster Loopback(int port) => new TestCluster()
        .Healthy("web", podSpec: $"{{'containers':[{{'name':'main','image':'i','env':[{{'name':'API','value':'localhost:9090'}}]}},{{'name':'side','image':'j','ports':[{{'containerPort':{port}}}]}}]}}")
        .Logs("web", "dial tcp 127.0.0.1:9090: connect: connection refused", "dial tcp 127.0.0.1:9090: connect: connection refused");

    private static TestCluster Unresolved(string first, string second) => new TestCluster().Healthy("api").Healthy("db")
        .Healthy("web", podSpec: Spec("'env':[{'name':'API','value':'api:8080'},{'name':'DB','value':'db:8080'}]"))
        .Logs("web", $"lookup {first}.shop.svc.cluster.local: no such host", $"lookup {second}.shop.svc.cluster.local: no such host");

    private static TestCluster Route(string reason) => new TestCluster().Healthy("web").Add("httproutes", "HTTPRoute", "front",
        $"{{'spec':{{'parentRefs':[{{'name':'edge'}}]}},'status':{{'parents':[{{'parentRef':{{'name':'edge'}},'conditions':[{{'type':'Accepted','status':'False','reason':'{reason}','message':'m'}}]}}]}}}}");

    private static TestCluster Sending(string egress) => new TestCluster().Healthy("web").Logs("web", Failing, Failing)
        .Add("networkpolicies", "NetworkPolicy", "out", $"{{'spec':{{'podSelector':{{}},'policyTypes':['Egress'],'egress':{egress}}}}}");
}
