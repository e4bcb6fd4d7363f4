using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Live;

public sealed class PrometheusTests : IAsyncLifetime
{
    private static readonly Query Pods = new() { Verb = QueryVerb.Metrics, Resource = "pods", Namespace = "shop" };

    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly ConcurrentQueue<(string Method, string Path, IQueryCollection Query)> _requests = new();
    private LiveFixture _live = null!;
    private WebApplication _prometheus = null!;
    private LiveReader _reader = null!;
    private int _status = StatusCodes.Status200OK;
    private string _answer =
        """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"namespace":"shop","pod":"web-1","container":"server"},"values":[[1769940000,"0.25"],[1769940030,"0.5"]]}]}}
        """;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _prometheus = builder.Build();
        _prometheus.Run(context =>
        {
            _requests.Enqueue((context.Request.Method, context.Request.Path, context.Request.Query));
            context.Response.StatusCode = _status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(_answer);
        });
        await _prometheus.StartAsync();
        _reader = new LiveReader(
            _live.Connection(), _time, new LiveReaderOptions { Prometheus = new Uri(_prometheus.Urls.First() + "/prometheus") });
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _prometheus.DisposeAsync();
        await _live.DisposeAsync();
    }

    [Fact]
    public async Task An_expression_is_asked_over_the_querys_time()
    {
        var result = await AskAsync(Pods with { Expression = "rate(http_requests_total[5m])", Since = TimeSpan.FromHours(2) });

        result.Content.ShouldBe(
            """{"series":[{"metric":{"namespace":"shop","pod":"web-1","container":"server"}"""
            + ""","values":[[1769940000,"0.25"],[1769940030,"0.5"]]}]}""");
        var (method, path, query) = _requests.ShouldHaveSingleItem();
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        (method, path).ShouldBe(("GET", "/prometheus/api/v1/query_range"));
        query.ToDictionary(p => p.Key, p => p.Value.ToString()).ShouldBe(
            new Dictionary<string, string>
            {
                ["query"] = "rate(http_requests_total[5m])",
                ["start"] = $"{now - 7200}",
                ["end"] = $"{now}",
                ["step"] = "60",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Of_a_namespace_the_room_on_its_claims_is_asked_too()
    {
        await AskAsync(Pods with { Name = null });

        const string room = "kubelet_volume_stats_available_bytes{namespace=\"shop\"}";
        _requests.ShouldContain(r => r.Query["query"].ToString().Contains(room, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_expression_the_usual_series_come_as_diagnosis_reads_them()
    {
        var result = await AskAsync(Pods with { Name = "web-1" });

        var state = ClusterState.From([new Evidence("ev_1", result)]).Series;
        state.Select(s => s.Name).ShouldBe(["container_cpu_usage", "container_cpu_throttled", "container_memory_usage"]);
        state[0].Labels["pod"].ShouldBe("web-1");
        state[0].Samples.Select(s => s.Value).ShouldBe([0.25, 0.5]);
        _requests.ShouldAllBe(r => r.Query["query"].ToString().Contains("namespace=\"shop\",pod=\"web-1\"", StringComparison.Ordinal));
        _requests.Select(r => r.Query["step"].ToString()).Distinct().ShouldBe(["30"]);
    }

    [Theory]
    [InlineData("shop\"}) or up", null)]
    [InlineData("shop", "web-1\"} or up{a=\"")]
    public async Task A_name_cannot_become_a_part_of_the_expression(string inNamespace, string? name)
    {
        (await AskAsync(Pods with { Namespace = inNamespace, Name = name })).Outcome.ShouldBe(QueryOutcome.Error);

        _requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invalid_expression_is_an_error_with_the_message_of_Prometheus()
    {
        _status = StatusCodes.Status400BadRequest;
        _answer = """{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 1:4: parse error: unexpected end """
            + """of input"}""";

        (await AskAsync(Pods with { Expression = "sum(" })).Error.ShouldBe(
            "'kubectl top pods -n shop --expression 'sum('' was refused: 400 bad_data: invalid parameter \"query\": 1:4: parse error: "
                + "unexpected end of input");
    }

    [Fact]
    public async Task The_metrics_server_is_asked_when_Prometheus_fails()
    {
        _status = StatusCodes.Status503ServiceUnavailable;
        _answer = """{"status":"error","errorType":"unavailable","error":"starting"}""";
        _live.Cluster.Write("shop/podmetrics.json",
            """
            {"items":[{"metadata":{"name":"web-1","namespace":"shop"},"timestamp":"2026-02-01T10:00:00Z",
              "containers":[{"name":"server","usage":{"cpu":"250m","memory":"64Mi"}}]}]}
            """);

        var result = await AskAsync(Pods);

        result.Outcome.ShouldBe(QueryOutcome.Success);
        result.Content.ShouldContain("container_memory_usage");
        result.Error.ShouldBe("Prometheus did not answer: 503 unavailable: starting");
    }

    [Fact]
    public async Task Without_a_Prometheus_an_expression_is_an_error_with_the_reason() =>
        (await _live.AskAsync(Pods with { Expression = "up" })).Error.ShouldBe(
            "An expression needs a Prometheus, and none is set up: metrics.k8s.io has no PromQL.");

    [Fact]
    public async Task Secrets_in_the_labels_of_an_expressions_series_are_masked()
    {
        _answer =
            """{"status":"success","data":{"result":[{"metric":{"url":"https://user:hunter2hunter2@db.example"},"values":[[1,"1"]]}]}}""";

        var result = new SecretMasker().Mask(await AskAsync(Pods with { Expression = "x" }));

        result.Content.ShouldNotContain("hunter2");
        result.Masked.ShouldBe(1);
    }

    private Task<QueryResult> AskAsync(Query query) => _reader.ReadAsync(query, TestContext.Current.CancellationToken);
}
