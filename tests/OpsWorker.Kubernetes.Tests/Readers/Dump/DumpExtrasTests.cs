using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Dump;

/// <summary>The files of a recorded cluster beside objects and logs.</summary>
public sealed class DumpExtrasTests : IDisposable
{
    private readonly RecordedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData(QueryVerb.Metrics, null, "metrics.json")]
    [InlineData(QueryVerb.Probe, null, "probes.json")]
    [InlineData(QueryVerb.Discover, "servicegraph", "servicegraph.json")]
    public async Task A_file_that_was_not_recorded_is_named(QueryVerb verb, string? resource, string file)
    {
        var result = await AskAsync(new Query { Verb = verb, Resource = resource });

        result.Outcome.ShouldBe(QueryOutcome.NoData);
        result.Error.ShouldBe($"The dump has no {file} that can be read.");
    }

    [Fact]
    public async Task Series_are_selected_by_pod_name_of_metric_and_age()
    {
        _cluster.Write("metrics.json",
            """
            {"series":[
              {"metric":{"__name__":"cpu","namespace":"shop","pod":"web-1"},"values":[[1769936400,1],[1769940000,2]]},
              {"metric":{"__name__":"memory","namespace":"shop","pod":"web-1"},"values":[]},
              {"metric":{"__name__":"node_cpu","node":"node-1"},"values":[]}],
             "anomalies":{"alert_count":1}}
            """);
        var query = new Query { Verb = QueryVerb.Metrics, Resource = "pods", Namespace = "shop", Name = "web-1", Expression = "cpu" };

        (await AskAsync(query with { Since = TimeSpan.FromMinutes(5) })).Content.ShouldBe(
            """{"series":[{"metric":{"__name__":"cpu","namespace":"shop","pod":"web-1"},"values":[[1769940000,"""
                + """2]]}],"anomalies":{"alert_count":1}}""");
        (await AskAsync(query with { Resource = "nodes", Namespace = null, Name = null, Expression = null }))
            .Content.ShouldContain("node_cpu");
        (await AskAsync(query with { Expression = "rate(cpu[5m])" })).Outcome.ShouldBe(QueryOutcome.Error);
    }

    [Fact]
    public async Task Probes_are_selected_by_namespace_and_target()
    {
        _cluster.Write("probes.json",
            """[{"kind":"tcp","target":"web.shop.svc:80","ok":true},{"kind":"tcp","target":"web.other.svc:80","ok":true},"""
                + """{"kind":"http","target":"http://node-1:10256/healthz","ok":false}]""");
        var query = new Query { Verb = QueryVerb.Probe };

        (await AskAsync(query)).Content.ShouldContain("web.other");
        (await AskAsync(query with { Namespace = "shop" })).Content.ShouldBe(
            """[{"kind":"tcp","target":"web.shop.svc:80","ok":true},{"kind":"http","target":"http://node-1:10256/healthz","ok":false}]""");
        (await AskAsync(query with { Target = "tcp://web.shop.svc:80" })).Content.ShouldContain("web.shop");
        (await AskAsync(query with { Target = "tcp://none:80" })).Outcome.ShouldBe(QueryOutcome.NoData);
    }

    [Fact]
    public async Task Resources_are_those_that_were_recorded()
    {
        var result = await AskAsync(new Query { Verb = QueryVerb.Discover, Resource = "apiresources" });

        ApiResourceJson.Read(result.Content).Select(r => r.Name).ShouldBe(["events", "nodes", "pods", "secrets"]);
    }

    [Fact]
    public async Task The_version_is_given_as_recorded() =>
        (await AskAsync(new Query { Verb = QueryVerb.Version })).Content
            .ShouldBe("""{"collectedAt":"2026-02-01T10:00:00Z","kubeletVersions":["v1.31.2"]}""");

    private Task<QueryResult> AskAsync(Query query) =>
        DumpReader.Open(_cluster.Path).ReadAsync(query, TestContext.Current.CancellationToken);
}
