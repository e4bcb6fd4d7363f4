using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Conclusions;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Conclusions;

public sealed class CausePathTests
{
    [Fact]
    public void A_workload_leads_to_the_Service_that_the_alert_names() => Sentence(
            new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")).Service("web"), ("service", "web"))
        .ShouldBe("Deployment shop/web is selected by Service shop/web.");

    [Fact]
    public void A_workload_leads_to_its_pod() => Sentence(
            new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")), ("pod", TestCluster.PodName("web")))
        .ShouldBe($"Deployment shop/web owns Pod shop/{TestCluster.PodName("web")}.");

    [Fact]
    public void A_server_leads_to_its_client_by_the_clients_configuration()
    {
        var cluster = new TestCluster().Deployment("db").Pod("db", States.Crashing(137, "OOMKilled")).Service("db", 5432)
            .Healthy("web", podSpec: Contrast.Spec("'env':[{'name':'DB','value':'db:5432'}]"))
                .Logs("web", "dial tcp db:5432: connect: connection refused");

        var path = cluster.Diagnose(Labels(("deployment", "web"))).Causes[0].Path;

        PathText.Sentence(path).ShouldBe("Deployment shop/db is called by Deployment shop/web.");
        path[0].Evidence.Quote.ShouldBe("db:5432");
    }

    [Fact]
    public void A_node_leads_to_the_workload_by_the_pod_that_it_runs() => Sentence(
            new TestCluster(withNode: false).Node("worker-a", ready: "Unknown").Deployment("web")
                .Pod("web", States.NotReady), ("deployment", "web"))
        .ShouldBe($"Node worker-a affects Deployment shop/web.");

    [Fact]
    public void A_namespace_is_where_a_path_ends_if_the_alert_names_no_object() =>
        Sentence(new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")))
            .ShouldBe("Deployment shop/web is in Namespace shop.");

    [Fact]
    public void A_cause_at_the_alerts_own_object_has_no_path() =>
        Sentence(new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")), ("deployment", "web")).ShouldBeNull();

    [Theory]
    [InlineData("payments")]
    [InlineData("")]
    public void A_step_whose_quotation_is_not_in_the_evidence_does_not_hold(string quote)
    {
        var cluster = new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")).Service("web");
        var step = cluster.Diagnose(Labels(("service", "web"))).Causes[0].Path.ShouldHaveSingleItem();
        var context = new DiagnosisContext(cluster.State, new Scope { Namespace = TestCluster.Namespace, StartsAt = TestCluster.AlertAt });

        PathCheck.Holds(step, context).ShouldBeTrue();
        PathCheck.Holds(step with { Evidence = step.Evidence with { Quote = quote } }, context).ShouldBeFalse();
        PathCheck.Holds(step with { To = step.To with { Name = "other" } }, context).ShouldBeFalse();
    }

    [Fact]
    public void A_Service_is_the_backend_of_the_routes_that_name_it_in_its_namespace()
    {
        var cluster = new TestCluster().Healthy("web")
            .Add("httproutes", "HTTPRoute", "front", "{'spec':{'rules':[{'backendRefs':[{'name':'web'}]}]}}")
            .Add("httproutes", "HTTPRoute", "gate", "{'spec':{'rules':[{'backendRefs':[{'name':'web','namespace':'shop'}]}]}}", "edge")
            .Add("httproutes", "HTTPRoute", "blog", "{'spec':{'rules':[{'backendRefs':[{'name':'web'}]}]}}", "press");
        cluster.Diagnose([]);
        var context = new DiagnosisContext(cluster.State, new Scope());

        cluster.State.All<HttpRoute>().Count.ShouldBe(3);
        new PathEdges(context).From(new ObjectReference("Service", TestCluster.Namespace, "web"))
            .Where(s => s.Edge == PathEdge.BackendOf).Select(s => s.To.Name).ShouldBe(["front", "gate"]);
    }

    private static string? Sentence(TestCluster cluster, params (string Key, string Value)[] labels) =>
        PathText.Sentence(cluster.Diagnose(Labels(labels)).Causes[0].Path);

    private static Dictionary<string, string> Labels(params (string Key, string Value)[] labels) =>
        labels.Append((Key: "namespace", Value: TestCluster.Namespace)).ToDictionary(l => l.Key, l => l.Value);
}
