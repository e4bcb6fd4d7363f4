using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class RoutingDetectorsTests
{
    [Fact]
    public void A_selector_that_matches_no_pod_is_the_cause()
    {
        new TestCluster().Deployment("web").Pod("web", States.Ready).Service("web", selector: "{'app':'wob'}")
            .ShouldFind(CauseCode.ServiceSelectorMismatch, "web");
    }

    [Fact]
    public void A_target_port_by_a_name_that_no_container_has_is_the_cause()
    {
        new TestCluster().Deployment("web").Pod("web", States.Ready).Service("web", targetPort: "'http'")
            .ShouldFind(CauseCode.ServicePortMismatch, "web");
    }

    [Fact]
    public void A_target_port_that_the_pods_do_not_declare_is_no_cause_while_it_answers()
    {
        new TestCluster().Deployment("web").Pod("web", States.Ready).Service("web", 80, targetPort: "9000").Check("web.shop.svc:80", true)
            .ShouldNotFind(CauseCode.ServicePortMismatch);
    }

    [Fact]
    public void A_service_with_another_transport_protocol_than_its_pods_is_the_cause()
    {
        new TestCluster().Deployment("web").Pod("web", States.Ready).Service("web", protocol: "UDP")
            .ShouldFind(CauseCode.ServiceProtocolMismatch, "web");
    }

    [Fact]
    public void A_client_that_names_a_port_that_its_service_lacks_is_the_cause()
    {
        Client("db:6380").ShouldFind(CauseCode.ServiceAddressWrong, "web");
    }

    [Fact]
    public void A_client_that_names_no_service_although_it_needs_one_is_the_cause()
    {
        Client("database-old:6379").Call("web", "db").ShouldFind(CauseCode.ServiceAddressWrong, "web");
    }

    [Fact]
    public void A_dangling_address_that_nothing_needs_is_no_cause()
    {
        Client("assistant:80").ShouldNotFind(CauseCode.ServiceAddressWrong);
    }

    [Fact]
    public void A_workload_that_is_scaled_to_zero_and_called_is_the_cause()
    {
        new TestCluster().Deployment("db", replicas: 0).Service("db", 5432)
            .Healthy("web", podSpec: "{'containers':[{'name':'main','image':'i','env':[{'name':'DB','value':'db:5432'}]}]}")
            .ShouldFind(CauseCode.ScaledToZero, "db");
    }

    private static TestCluster Client(string address) => new TestCluster().Healthy("db", 6379)
        .Healthy("web", podSpec: $"{{'containers':[{{'name':'main','image':'i','env':[{{'name':'DB','value':'{address}'}}]}}]}}");
}
