using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class GatewayRouteDetectorTests
{
    [Theory]
    [InlineData("httproutes", "HTTPRoute", "Accepted", "NotAllowedByListeners")]
    [InlineData("httproutes", "HTTPRoute", "Accepted", "NoMatchingListenerHostname")]
    [InlineData("httproutes", "HTTPRoute", "ResolvedRefs", "BackendNotFound")]
    [InlineData("grpcroutes", "GRPCRoute", "ResolvedRefs", "RefNotPermitted")]
    public void A_route_that_its_gateway_refuses_is_the_cause(string resource, string kind, string condition, string reason)
    {
        var finding = Routed(condition, "False", reason, resource: resource, kind: kind).ShouldFind(CauseCode.GatewayRouteRejected, "front").Finding;

        finding.Object.Kind.ShouldBe(kind);
        finding.Citations.ShouldContain(c => c.Field == $"status.parents[0].conditions[{condition}].reason" && c.Quote == reason);
        finding.Affects.ShouldContain(new ObjectReference("Service", TestCluster.Namespace, "web"));
    }

    [Theory]
    [InlineData("Accepted", "True", "Accepted", 2)]
    [InlineData("ResolvedRefs", "True", "ResolvedRefs", 2)]
    [InlineData("Accepted", "False", "Pending", 2)]
    [InlineData("Accepted", "False", "NotAllowedByListeners", 1)]
    public void A_route_that_is_accepted_or_waits_or_was_changed_since_is_no_cause(string condition, string status, string reason, int observed) =>
        Routed(condition, status, reason, observed).ShouldNotFind(CauseCode.GatewayRouteRejected);

    [Fact]
    public void A_route_of_a_gateway_that_does_not_exist_is_the_cause()
    {
        Unserved("{'name':'edge'}").ShouldFind(CauseCode.GatewayRouteRejected, "front");
        Unserved("{'name':'edge'}").Add("gateways", "Gateway", "edge", "{}").ShouldNotFind(CauseCode.GatewayRouteRejected);
    }

    [Fact]
    public void A_gateway_in_another_namespace_is_asked_for_before_it_is_said_to_be_missing()
    {
        var cluster = Unserved("{'name':'edge','namespace':'entry'}");

        cluster.ShouldFind(CauseCode.GatewayRouteRejected, "front");
        cluster.Rounds.ShouldBe(2);
        Unserved("{'name':'edge','namespace':'entry'}").Add("gateways", "Gateway", "edge", "{}", ns: "entry").ShouldNotFind(CauseCode.GatewayRouteRejected);
        Unserved("{'name':'edge','namespace':'entry'}").Cut("gateways").ShouldNotFind(CauseCode.GatewayRouteRejected);
    }

    private static TestCluster Routed(string condition, string status, string reason, int observed = 2, string resource = "httproutes", string kind = "HTTPRoute") =>
        new TestCluster().Healthy("web").Add(resource, kind, "front",
            $"{{'metadata':{{'generation':2}},'spec':{{{Rules},'parentRefs':[{{'name':'edge'}}]}},'status':{{'parents':[{{'parentRef':{{'name':'edge'}},'controllerName':'example.org/c',"
            + $"'conditions':[{{'type':'{condition}','status':'{status}','reason':'{reason}','message':'see the reason','observedGeneration':{observed}}}]}}]}}}}");

    private static TestCluster Unserved(string parent) =>
        new TestCluster().Healthy("web").Add("httproutes", "HTTPRoute", "front", $"{{'spec':{{{Rules},'parentRefs':[{parent}]}}}}");

    private const string Rules = "'rules':[{'backendRefs':[{'name':'web','port':8080}]}]";
}
