using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests;

public sealed class BlastRadiusTests
{
    [Fact]
    public void The_radius_goes_on_to_what_depends_on_the_broken_workload_nearest_first()
    {
        var radius = Shop().ShouldFindAnd(CauseCode.OutOfMemory, "db").BlastRadius;

        radius.Workloads.ShouldBe([Of("Deployment", "db"), Of("Deployment", "api"), Of("Deployment", "edge")]);
        radius.Services.ShouldBe([Of("Service", "db"), Of("Service", "api"), Of("Service", "edge")]);
        radius.Ingresses.ShouldBe([Of("Ingress", "front")]);
    }

    [Fact]
    public void A_value_of_a_config_map_that_names_a_service_is_a_dependency()
    {
        var radius = new TestCluster().Deployment("db").Pod("db", States.Crashing(137, "OOMKilled")).Service("db", 5432)
            .Add("configmaps", "ConfigMap", "settings", "{'data':{'DB_URL':'postgres://db.shop.svc:5432/app'}}")
            .Healthy("api", podSpec: "{'containers':[{'name':'main','image':'i','envFrom':[{'configMapRef':{'name':'settings'}}]}]}")
            .ShouldFindAnd(CauseCode.OutOfMemory, "db").BlastRadius;

        radius.Workloads.ShouldBe([Of("Deployment", "db"), Of("Deployment", "api")]);
    }

    [Fact]
    public void What_only_works_beside_it_is_left_out()
    {
        Shop().Healthy("other").ShouldFindAnd(CauseCode.OutOfMemory, "db").BlastRadius.Workloads.ShouldNotContain(Of("Deployment", "other"));
    }

    [Fact]
    public void A_circle_of_calls_and_very_many_clients_are_bounded()
    {
        var cluster = Shop().Call("db", "edge");
        for (var i = 0; i < 80; i++) cluster.Healthy($"client-{i}").Call($"client-{i}", "db");

        var radius = cluster.ShouldFindAnd(CauseCode.OutOfMemory, "db").BlastRadius;
        radius.Workloads.Count.ShouldBe(50);
        radius.Workloads[0].ShouldBe(Of("Deployment", "db"));
    }

    [Fact]
    public void The_effects_follow_the_calls_from_the_cause_to_the_symptom()
    {
        var cause = new TestCluster().Deployment("db", "{'containers':[{'name':'main','image':'example.org/app:1'}]}").Pod("db", States.Waiting("ImagePullBackOff")).Service("db", 5432)
            .PodEvent("db", "Failed", "Failed to pull image \"example.org/app:1\": not found")
            .Deployment("api", Client("db:5432")).Pod("api", States.Crashing()).Service("api")
            .Logs("api", "dial tcp 10.0.0.9:5432: connect: connection refused")
            .Deployment("edge", Client("api:8080")).Pod("edge", States.Crashing()).Service("edge")
            .Logs("edge", "dial tcp 10.0.0.8:8080: connect: connection refused")
            .ShouldFind(CauseCode.ImageReferenceInvalid, "db");

        cause.Effects.Select(e => e.Object).ShouldBe(
            [Of("Service", "db"), Of("Deployment", "api"), Of("Service", "api"), Of("Deployment", "edge"), Of("Service", "edge")]);
    }

    private static TestCluster Shop() => new TestCluster()
        .Deployment("db").Pod("db", States.Crashing(137, "OOMKilled")).Service("db", 5432)
        .Healthy("api", podSpec: Client("db:5432"))
        .Healthy("edge").Call("edge", "api")
        .Add("ingresses", "Ingress", "front",
            "{'spec':{'rules':[{'http':{'paths':[{'path':'/','backend':{'service':{'name':'edge','port':{'number':8080}}}}]}}]}}");

    private static string Client(string address) =>
        $"{{'containers':[{{'name':'main','image':'example.org/app:1','env':[{{'name':'SERVER','value':'{address}'}}]}}]}}";

    private static ObjectReference Of(string kind, string name) => new(kind, TestCluster.Namespace, name);
}
