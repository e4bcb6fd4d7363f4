using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ConnectionDetectorsTests
{
    private const string Nginx = "location /orders/ { proxy_pass http://cart:8080; }\\nlocation /cart/ { proxy_pass http://cart:8080; }";

    [Fact]
    public void A_route_in_a_file_that_leads_elsewhere_is_the_cause_where_its_paths_are_unknown()
    {
        Gateway(Nginx).Logs("web", Again("GET /orders/7 HTTP/1.1 404 12")).ShouldFind(CauseCode.GatewayMisroute, "web");
    }

    [Fact]
    public void Two_paths_to_one_service_are_no_cause_while_requests_are_served()
    {
        Gateway(Nginx).Logs("web", Again("GET /orders/7 HTTP/1.1 200 12")).ShouldNotFind(CauseCode.GatewayMisroute);
    }

    [Fact]
    public void A_port_in_a_file_that_the_service_lacks_is_the_cause_where_the_client_is_refused()
    {
        Gateway("upstream: http://cart:9090").Logs("web", Again("dial tcp 10.0.0.9:9090: connect: connection refused"))
            .ShouldFind(CauseCode.ServiceAddressWrong, "web");
        Gateway("upstream: http://cart:9090").Logs("web", Again("serving")).ShouldNotFind(CauseCode.ServiceAddressWrong);
    }

    [Fact]
    public void A_host_and_a_port_that_stand_apart_in_a_file_are_an_address()
    {
        Gateway("{\\u0022addr\\u0022: \\u0022cart\\u0022, \\u0022port\\u0022: 9090}").Logs("web", Again("connect: connection refused"))
            .ShouldFind(CauseCode.ServiceAddressWrong, "web");
    }

    [Fact]
    public void An_address_in_the_own_pod_is_the_cause_where_nothing_listens_there()
    {
        const string refused = "dial tcp 127.0.0.1:9000: connect: connection refused";
        Client("localhost:9000").Logs("web", Again(refused)).ShouldFind(CauseCode.ServiceAddressWrong, "web");
        Client("localhost:9000", ",{'name':'side','image':'i','ports':[{'containerPort':9000}]}").Logs("web", Again(refused)).ShouldNotFind(CauseCode.ServiceAddressWrong);
    }

    [Fact]
    public void An_own_address_for_others_is_no_mistake()
    {
        new TestCluster().Healthy("web", podSpec: "{'containers':[{'name':'main','image':'i','ports':[{'containerPort':8080}],'env':[{'name':'ADVERTISED','value':'web:29092'}]}]}")
            .ShouldNotFind(CauseCode.ServiceAddressWrong);
    }

    [Fact]
    public void A_name_that_two_clients_do_not_find_is_its_services_trouble()
    {
        new TestCluster().Healthy("cart").Healthy("web").Healthy("shop")
            .Logs("web", Again("lookup cart on 10.96.0.10:53: no such host")).Logs("shop", Again("lookup cart on 10.96.0.10:53: no such host"))
            .ShouldFind(CauseCode.DnsResolutionFailure, "cart");
    }

    [Fact]
    public void A_client_that_finds_no_name_at_all_has_the_trouble_itself()
    {
        new TestCluster().Healthy("cart").Healthy("pay").Healthy("web").Call("web", "cart").Call("web", "pay")
            .Logs("web", [.. Again("lookup cart on 10.96.0.10:53: no such host"), .. Again("lookup pay on 10.96.0.10:53: no such host")])
            .ShouldFind(CauseCode.DnsResolutionFailure, "web");
    }

    [Fact]
    public void An_external_name_that_does_not_resolve_is_its_services_mistake()
    {
        new TestCluster().Healthy("web").Add("services", "Service", "rates", "{'spec':{'type':'ExternalName','externalName':'rates.exampel.org'}}")
            .Logs("web", Again("lookup rates.exampel.org: no such host")).ShouldFind(CauseCode.ServiceAddressWrong, "rates");
    }

    [Fact]
    public void A_server_that_says_that_it_listens_elsewhere_makes_the_services_port_wrong()
    {
        new TestCluster().Healthy("db", 3306).Logs("db", "ready for connections. Version: '8.0.36'  port: 3307").Check("db.shop.svc:3306", false, "connection refused")
            .ShouldFind(CauseCode.ServicePortMismatch, "db");
    }

    [Theory]
    [InlineData("o.s.web.servlet.PageNotFound : no handler")]
    [InlineData("java.io.FileNotFoundException: optional.yml")]
    public void A_class_name_that_contains_a_constant_is_no_failure_of_names(string line)
    {
        new TestCluster().Healthy("web").Logs("web", Again(line)).ShouldNotFind(CauseCode.DnsResolutionFailure);
    }

    private static string[] Again(string line) => [line, line, line, line];

    private static TestCluster Gateway(string file) => new TestCluster().Healthy("cart").Healthy("orders")
        .Healthy("web", podSpec: "{'containers':[{'name':'main','image':'i','ports':[{'containerPort':8080}]}],'volumes':[{'name':'conf','configMap':{'name':'web'}}]}")
        .Add("configmaps", "ConfigMap", "web", $"{{'data':{{'default.conf':'{file}'}}}}");

    private static TestCluster Client(string address, string more = "") => new TestCluster().Healthy("cart")
        .Healthy("web", podSpec: $"{{'containers':[{{'name':'main','image':'i','ports':[{{'containerPort':8080}}],'env':[{{'name':'CART','value':'{address}'}}]}}{more}]}}");
}
