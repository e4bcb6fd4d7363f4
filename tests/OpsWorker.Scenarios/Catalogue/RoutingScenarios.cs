using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Everything runs, and requests do not reach it.</summary>
internal static class RoutingScenarios
{
    public static IEnumerable<Scenario> All => [.. Clients, .. Services, .. Edges];

    private static IEnumerable<Scenario> Clients =>
    [
        new("s-301", [CauseCode.GatewayMisroute], "heron", Heron("tern:8080", "tern:8080", "404 page not found: /plover/7")),
        new("s-302", [CauseCode.GatewayMisroute, CauseCode.ServiceAddressWrong], "heron", Town.Without("heron")
            .Deployment("heron", Town.Spec(pod: "'volumes':[{'name':'conf','configMap':{'name':'heron-conf'}}]")).Service("heron").Pod("heron", States.Ready)
            .Add("configmaps", "ConfigMap", "heron-conf", "{'data':{'default.conf':'location /tern/ { proxy_pass http://tern:8080; }\\nlocation /plover/ { proxy_pass http://tern:8080; }'}}")
            .Logs("heron", "\"GET /plover/7 HTTP/1.1\" 404 19")),
        new("s-303", [CauseCode.ServiceAddressWrong], "heron", Heron("turn:8080", "plover:8080", "dial tcp: lookup turn on 10.96.0.10:53: no such host")),
        new("s-304", [CauseCode.ServiceAddressWrong], "heron", Heron("tern:8081", "plover:8080", "dial tcp 10.96.0.4:8081: i/o timeout")),
        new("s-305", [CauseCode.DnsResolutionFailure], "heron", Town.Without("heron")
            .Deployment("heron", Town.Spec(env: Routes("tern:8080", "plover:8080"), pod: "'dnsPolicy':'None','dnsConfig':{'nameservers':['10.96.0.99']}")).Service("heron").Pod("heron", States.Ready)
            .Logs("heron", "dial tcp: lookup tern on 10.96.0.99:53: read udp 10.244.0.9:41213->10.96.0.99:53: i/o timeout", "dial tcp: lookup plover on 10.96.0.99:53: no such host", "dial tcp: lookup tern on 10.96.0.99:53: no such host")),
        new("s-306", [CauseCode.DnsResolutionFailure], "tern", Town.Without("tern").Deployment("tern", Town.Spec(env: Town.Env("DB_HOST", "wren"))).Service("tern").Pod("tern", States.NotReady)
            .Logs("tern", "Error: getaddrinfo EAI_AGAIN wren", "Error: getaddrinfo EAI_AGAIN wren", "Error: getaddrinfo EAI_AGAIN wren")),
        new("s-307", [CauseCode.ServiceAddressWrong], "heron", Town.Without("heron")
            .Add("configmaps", "ConfigMap", "heron-env", "{'data':{'TERN_ADDR':'tern.shops.svc.cluster.local:8080','PLOVER_ADDR':'plover:8080'}}")
            .Deployment("heron", Town.Spec(more: "'envFrom':[{'configMapRef':{'name':'heron-env'}}]")).Service("heron").Pod("heron", States.Ready)
            .Logs("heron", "lookup tern.shops.svc.cluster.local: no such host", "lookup tern.shops.svc.cluster.local: no such host")),
    ];

    private static IEnumerable<Scenario> Services =>
    [
        new("s-311", [CauseCode.ServiceSelectorMismatch], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Ready)
            .Service("tern", selector: "{'app':'tern','tier':'back'}")),
        new("s-312", [CauseCode.ServicePortMismatch], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Ready)
            .Service("tern", targetPort: "'web'")),
        new("s-313", [CauseCode.ServicePortMismatch], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Ready)
            .Service("tern", targetPort: "9999").Check("tern.shop.svc:8080", false, "connection refused")),
        new("s-314", [CauseCode.NetworkPolicyBlocks], "tern", Town.Without()
            .Add("networkpolicies", "NetworkPolicy", "tern", "{'spec':{'podSelector':{'matchLabels':{'app':'tern'}},'policyTypes':['Ingress'],'ingress':[]}}")
            .Logs("heron", "dial tcp 10.96.0.3:8080: i/o timeout", "dial tcp 10.96.0.3:8080: i/o timeout").Check("tern.shop.svc:8080", false, "timed out")),
        new("s-315", [CauseCode.NetworkPolicyBlocks], "heron", Town.Without()
            .Add("networkpolicies", "NetworkPolicy", "heron", "{'spec':{'podSelector':{'matchLabels':{'app':'heron'}},'policyTypes':['Egress'],'egress':[{'ports':[{'port':53,'protocol':'UDP'}]}]}}")
            .Logs("heron", "dial tcp 10.96.0.3:8080: i/o timeout", "dial tcp 10.96.0.3:8080: i/o timeout")),
    ];

    private static IEnumerable<Scenario> Edges =>
    [
        new("s-321", [CauseCode.IngressBackendMissing], "heron", WithClass(Town.Without()).Add("ingresses", "Ingress", "heron", Ingress("heron-next"))
            .Event("Ingress", "heron", "Sync", "Scheduled for sync", type: "Normal")),
        new("s-322", [CauseCode.TlsSecretMissing], "heron", WithClass(Town.Without()).Add("ingresses", "Ingress", "heron", Ingress("heron", ",'tls':[{'hosts':['example.org'],'secretName':'heron-tls'}]"))),
        new("s-323", [CauseCode.IngressClassMissing], "heron", WithClass(Town.Without()).Add("ingresses", "Ingress", "heron", Ingress("heron", "", "outer"))),
    ];

    private static string Routes(string tern, string plover) => Town.Env("TERN_ADDR", tern) + "," + Town.Env("PLOVER_ADDR", plover);

    private static TestCluster Heron(string tern, string plover, string line) => Town.Without("heron")
        .Deployment("heron", Town.Spec(env: Routes(tern, plover))).Service("heron").Pod("heron", States.Ready).Logs("heron", line, line, line);

    private static TestCluster WithClass(TestCluster town) =>
        town.Add("ingressclasses", "IngressClass", "edge", "{'spec':{'controller':'k8s.io/ingress-nginx'}}", ns: null);

    private static string Ingress(string service, string more = "", string name = "edge") =>
        $"{{'spec':{{'ingressClassName':'{name}','rules':[{{'host':'example.org','http':{{'paths':[{{'path':'/','pathType':'Prefix','backend':{{'service':{{'name':'{service}','port':{{'number':8080}}}}}}}}]}}}}]{more}}}}}";
}
