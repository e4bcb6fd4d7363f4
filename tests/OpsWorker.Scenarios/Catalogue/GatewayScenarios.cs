using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Gateways of several makes that send requests elsewhere, and names that one service cannot resolve.</summary>
internal static class GatewayScenarios
{
    private static readonly CauseCode[] s_misroute = [CauseCode.GatewayMisroute, CauseCode.ServiceAddressWrong];

    public static IEnumerable<Scenario> All => [.. Gateways, .. Names];

    private static IEnumerable<Scenario> Gateways =>
    [
        new("s-1041", s_misroute, "pier", Places.Booking("pier").Lively().App("pier", States.Ready, Mounting("pier-routes"), [.. Places.Boot("pier"), .. Again(5, "2026-03-02 09:57:02.001  WARN 1 --- [or-http-epoll-3] o.s.c.g.filter.AccessLog : GET /api/v1/sail/orders 404")])
            .File("pier-routes", "application.yml", Routes("http://mast:8080"))),
        new("s-1042", s_misroute, "pier", Places.Booking("pier").Lively().App("pier", States.Ready, Mounting("pier-nginx", "/etc/nginx/conf.d"), Again(5, "10.244.0.1 - - [02/Mar/2026:09:57:02 +0000] \"GET /api/v1/keel/seats HTTP/1.1\" 404 121 \"-\" \"Mozilla/5.0\" \"-\""))
            .File("pier-nginx", "default.conf", "server {\n  listen 8080;\n  location / { root /usr/share/nginx/html; }\n" + Location("rope", "rope") + Location("sail", "sail") + Location("mast", "mast") + Location("keel", "sail") + "}\n")),
        new("s-1043", s_misroute, "pier", Places.Booking("pier").App("pier", States.Ready, Mounting("pier-envoy", "/etc/envoy"), Again(5, "[2026-03-02T09:57:02.120Z] \"GET /mast/7 HTTP/1.1\" 404 - 0 19 2 1 \"-\" \"okhttp\" \"b8\" \"app.example.org\" \"10.244.0.6:8080\""))
            .File("pier-envoy", "envoy.yaml", "static_resources:\n  listeners:\n  - filter_chains:\n    - filters:\n      - typed_config:\n          route_config:\n            virtual_hosts:\n            - name: all\n              domains: ['*']\n              routes:\n              - match: { prefix: /sail }\n                route: { cluster: sail }\n              - match: { prefix: /mast }\n                route: { cluster: sail }\n  clusters:\n  - name: sail\n    load_assignment:\n      endpoints:\n      - lb_endpoints:\n        - endpoint: { address: { socket_address: { address: sail, port_value: 8080 } } }\n")),
        new("s-1044", s_misroute, "outer", Places.Booking().Add("ingresses", "Ingress", "outer", Ingress(("/rope", "rope"), ("/sail", "mast"), ("/mast", "mast"))).Add("ingressclasses", "IngressClass", "edge", "{'spec':{'controller':'k8s.io/ingress-nginx'}}", ns: null)
            .Logs("mast", Again(6, "2026-03-02 09:57:02.001  WARN 1 --- [nio-8080-exec-4] o.s.web.servlet.PageNotFound : No mapping for GET /sail/orders"))),
        new("s-1045", s_misroute, "outer", Places.Booking().Add("virtualservices", "VirtualService", "outer", "{'apiVersion':'networking.istio.io/v1','spec':{'hosts':['app.example.org'],'gateways':['edge'],'http':[{'match':[{'uri':{'prefix':'/sail'}}],'route':[{'destination':{'host':'sails','port':{'number':8080}}}]},{'route':[{'destination':{'host':'pier','port':{'number':8080}}}]}]}}")
            .In("istio-system").App("istio-ingressgateway", States.Ready, Town.Spec(), Again(5, "[2026-03-02T09:57:02.120Z] \"GET /sail/7 HTTP/1.1\" 503 NC cluster_not_found - \"-\" 0 0 0 - \"10.244.0.1\" \"okhttp\"")).In(TestCluster.Namespace)),
        new("s-1046", s_misroute, "pier", Places.Booking("pier").App("pier", States.Ready, Town.Spec(env: Town.Env("ROPE_URI", "http://rope:8080") + "," + Town.Env("SAIL_URI", "http://sail:8080") + "," + Town.Env("MAST_URI", "http://sail:8080")), Again(5, "{\"status\":404,\"error\":\"Not Found\",\"path\":\"/mast/7\"}"))),
        new("s-1047", s_misroute, "pier", Places.Booking("pier").App("pier", States.Ready, Mounting("pier-traefik"), Again(4, "10.244.0.1 - - [02/Mar/2026:09:57:02 +0000] \"GET /mast/7 HTTP/1.1\" 502 11 \"-\" \"-\" 77 \"mast@file\" \"http://mast:8088\" 2ms"))
            .File("pier-traefik", "dynamic.yml", "http:\n  routers:\n    mast:\n      rule: PathPrefix(`/mast`)\n      service: mast\n  services:\n    mast:\n      loadBalancer:\n        servers:\n        - url: http://mast:8088\n")),
        new("s-1048", [CauseCode.Healthy, CauseCode.NotFound], null, Places.Booking("pier").Lively().App("pier", States.Ready, Mounting("pier-nginx", "/etc/nginx/conf.d"), "10.244.0.1 - - [02/Mar/2026:09:57:02 +0000] \"GET /favicon.ico HTTP/1.1\" 404 121 \"-\" \"Mozilla/5.0\"", "10.244.0.1 - - [02/Mar/2026:09:57:02 +0000] \"GET /.env HTTP/1.1\" 404 121 \"-\" \"curl\"", "10.244.0.1 - - [02/Mar/2026:09:57:03 +0000] \"GET /rope/1 HTTP/1.1\" 200 8121 \"-\" \"Mozilla/5.0\"", "10.244.0.1 - - [02/Mar/2026:09:57:03 +0000] \"GET /sail/1 HTTP/1.1\" 200 8121 \"-\" \"Mozilla/5.0\"")
            .File("pier-nginx", "default.conf", "server {\n  listen 8080;\n" + Location("rope", "rope") + Location("sail", "sail") + Location("boats", "keel") + "}\n")),
    ];

    private static IEnumerable<Scenario> Names =>
    [
        new("s-1051", [CauseCode.DnsResolutionFailure], "sail", Places.Booking("sail").Lively().App("sail", States.Crashing(), Places.Java("sail", Town.Env("SAIL_MYSQL_HOST", "brine"), pod: "'dnsPolicy':'Default'"),
            "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure", "Caused by: java.net.UnknownHostException: brine: Name or service not known")),
        new("s-1052", [CauseCode.DnsResolutionFailure], "gully", Places.Hill("gully").Lively().App("gully", States.Crashing(), Town.Spec(8083, Town.Env("MONGO_HOST", "mongo-gully:27017"), pod: "'dnsPolicy':'None','dnsConfig':{'nameservers':['8.8.8.8']}"), Places.Go("gully",
            "{\"level\":\"fatal\",\"message\":\"server selection error: current topology: { Type: Unknown, Servers: [{ Addr: mongo-gully:27017, Type: Unknown, Last error: dial tcp: lookup mongo-gully on 8.8.8.8:53: no such host }, ] }\"}"))),
        new("s-1053", [CauseCode.DnsResolutionFailure], "tern", Town.Without("tern").App("tern", States.NotReady, Town.Spec(env: Town.Env("DB_HOST", "wren"), pod: "'hostNetwork':true,'dnsPolicy':'ClusterFirst'"), Again(4, "Error: getaddrinfo ENOTFOUND wren", "    at GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns:107:26) {", "  errno: -3008,"))),
        new("s-1054", [CauseCode.DnsResolutionFailure], "sail", Places.Booking("sail").App("sail", States.NotReady, Places.Java("sail", Town.Env("MAST_URL", "http://mast:8080")), [.. Places.Boot("sail"), .. Again(4, "I/O error on GET request for \"http://mast:8080/api/v1/mast\": mast: Temporary failure in name resolution; nested exception is java.net.UnknownHostException: mast: Temporary failure in name resolution")])),
        new("s-1055", [CauseCode.DnsResolutionFailure, CauseCode.ServiceAddressWrong], "plover", Town.Without("plover").App("plover", States.Ready, Town.Spec(env: Town.Env("CACHE_URL", "redis://siskin:6379"), pod: "'dnsPolicy':'None','dnsConfig':{'nameservers':['10.96.0.10'],'options':[{'name':'ndots','value':'1'}]}"), Again(4, "redis.exceptions.ConnectionError: Error -2 connecting to siskin:6379. Name or service not known."))),
        new("s-1056", [CauseCode.CoreDnsUnavailable], "coredns", TwoNameless()),
        new("s-1057", [CauseCode.ServiceAddressWrong], "rope", Places.Booking("rope").Lively().App("rope", States.NotReady, Mounting("rope-app"), Again(4, "java.net.UnknownHostException: sail.shpo.svc.cluster.local"))
            .File("rope-app", "application.properties", "server.port=8080\nclients.sail.url=http://sail.shpo.svc.cluster.local:8080\n")),
    ];

    private static TestCluster TwoNameless()
    {
        var town = new TestCluster().Node("worker-b");
        Town.AddDns(town, States.Crashing());
        return town.In("kube-system").PodLogs("coredns-6f6b679f8f-abcde", "main", false, "/etc/coredns/Corefile:4 - Error during parsing: Unknown directive 'kubernets'").In(TestCluster.Namespace)
            .App("tern", States.Crashing(), Town.Spec(env: Town.Env("DB_HOST", "wren")), "dial tcp: lookup wren on 10.96.0.10:53: read udp 10.244.0.7:51234->10.96.0.10:53: read: connection refused")
            .App("heron", States.NotReady, Town.Spec(env: Town.Env("TERN_ADDR", "tern:8080")), Again(3, "Error: getaddrinfo EAI_AGAIN tern")).App("wren", States.Ready, Town.Spec(5432), "LOG:  database system is ready to accept connections");
    }

    private static string Routes(string sail) => "server:\n  port: 8080\nspring:\n  cloud:\n    gateway:\n      routes:\n"
        + string.Concat(new[] { ("rope", "http://rope:8080"), ("sail", sail), ("mast", "http://mast:8080"), ("keel", "http://keel:8080") }
            .Select(r => $"      - id: {r.Item1}\n        uri: {r.Item2}\n        predicates:\n        - Path=/api/v1/{r.Item1}/**\n"));

    private static string Location(string path, string service) => $"  location /api/v1/{path}/ {{\n    proxy_pass http://{service}:8080;\n    proxy_set_header Host $host;\n  }}\n";

    private static string Ingress(params (string Path, string Service)[] paths) => "{'spec':{'ingressClassName':'edge','rules':[{'host':'app.example.org','http':{'paths':["
        + string.Join(',', paths.Select(p => $"{{'path':'{p.Path}','pathType':'Prefix','backend':{{'service':{{'name':'{p.Service}','port':{{'number':8080}}}}}}}}")) + "]}}]}}";
}
