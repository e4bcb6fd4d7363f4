using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Live;

public sealed class LiveReaderTests : IAsyncLifetime
{
    private LiveFixture _live = null!;

    public async ValueTask InitializeAsync() => _live = await LiveFixture.StartAsync();

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Fact]
    public async Task An_object_is_found_by_name()
    {
        var result = await _live.AskAsync(new Query { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "web-1" });

        result.Error.ShouldBeNull();
        using var pod = JsonDocument.Parse(result.Content);
        pod.RootElement.GetProperty("spec").GetProperty("nodeName").GetString().ShouldBe("node-1");
        result.CollectedAt.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_missing_object_is_no_data() =>
        (await _live.AskAsync(new Query { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "none" }))
            .Outcome.ShouldBe(QueryOutcome.NoData);

    [Theory]
    [InlineData("po")]
    [InlineData("pod")]
    [InlineData("Pods")]
    [InlineData("pods")]
    public async Task Resources_are_found_by_every_name_that_kubectl_takes(string name) =>
        (await _live.AskAsync(new Query { Verb = QueryVerb.List, Resource = name, LabelSelector = "app=web" })).Content
            .ShouldContain("\"web-1\"");

    [Theory]
    [InlineData("wd", "/apis/example.com/v1alpha1/widgets")]
    [InlineData("widgets.example.com", "/apis/example.com/v1alpha1/widgets")]
    [InlineData("widgets.v1alpha1.example.com", "/apis/example.com/v1alpha1/widgets")]
    [InlineData("ev", "/api/v1/events")]
    [InlineData("events.events.k8s.io", "/apis/events.k8s.io/v1/events")]
    public async Task Custom_resources_and_groups_are_found_also_without_aggregated_discovery(string name, string path)
    {
        foreach (var aggregated in new[] { true, false })
        {
            await using var live = await LiveFixture.StartAsync();
            live.Server.HasAggregatedDiscovery = aggregated;
            live.Cluster.Write("shop/widgets.json", """{"items":[{"metadata":{"name":"w1","namespace":"shop"}}]}""");

            (await live.AskAsync(new Query { Verb = QueryVerb.List, Resource = name })).Error.ShouldBeNull();

            live.Server.Requests[^1].Path.ShouldStartWith(path + "?");
        }
    }

    [Theory]
    [InlineData("spec.password=hunter2")]
    [InlineData("status.phase!=Running,spec.password!=hunter2")]
    [InlineData("data.password=hunter2")]
    public async Task A_field_that_might_be_masked_is_not_compared_by_the_server(string fields)
    {
        _live.Cluster.Write("shop/widgets.json", """{"items":[{"metadata":{"name":"w1","namespace":"shop"}}]}""");

        var result = await _live.AskAsync(new Query { Verb = QueryVerb.List, Resource = "widgets", FieldSelector = fields });

        result.Error.ShouldNotBeNull().ShouldContain("before they are masked");
        _live.Server.Requests.ShouldNotContain(request => request.Path.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resource_that_the_server_does_not_have_is_an_error() =>
        (await _live.AskAsync(new Query { Verb = QueryVerb.List, Resource = "gadgets" })).Error
            .ShouldBe("'kubectl get gadgets -A' failed: The server doesn't have a resource type \"gadgets\".");

    [Fact]
    public async Task A_long_list_is_read_in_pages_and_an_expired_token_is_replaced()
    {
        WritePods(1200);
        _live.Server.ExpiredContinues = 1;

        var result = await _live.AskAsync(new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "many" });

        Names(result.Content).ShouldBe(Enumerable.Range(0, 1200).Select(i => $"p{i:0000}"));
        _live.Server.Requests.Count(r => r.Path.Contains("limit=100", StringComparison.Ordinal)).ShouldBe(13);
        _live.Server.Requests.ShouldContain(r => r.Path.Contains("continue=again-100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_within_a_budget_is_valid_and_counts_the_omitted_bytes()
    {
        WritePods(1200);
        var query = new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "many" };
        var whole = await _live.AskAsync(query);
        var part = await _live.AskAsync(query with { MaxBytes = 1000 });

        part.Content.Length.ShouldBeLessThanOrEqualTo(1000);
        (part.Content.Length + part.OmittedBytes).ShouldBe(whole.Content.Length);
        Names(part.Content).ShouldBe(Names(whole.Content).Take(Names(part.Content).Length));
    }

    [Fact]
    public async Task Only_metadata_of_Secrets_is_requested_and_keys_come_from_managedFields()
    {
        _live.Cluster.Write("shop/secrets.json",
            """
            {"items":[{"metadata":{"name":"db","namespace":"shop",
              "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"aHVudGVyMg"},
              "managedFields":[{"manager":"kubectl","fieldsV1":{"f:data":{".":{},"f:password":{}},"f:type":{}}}]},
              "type":"Opaque","data":{"password":"aHVudGVyMg=="}}]}
            """);

        foreach (var verb in new[] { QueryVerb.Get, QueryVerb.List })
        {
            var result = await _live.AskAsync(new Query { Verb = verb, Resource = "secret", Namespace = "shop", Name = "db" });

            result.Content.ShouldNotContain("aHVudGVyMg");
            result.Content.ShouldContain(
                """{"data":{"password":""},"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":"""
                + """{"name":"db","namespace":"shop","annotations":{}}}""");
        }

        _live.Server.Requests.Where(r => r.Path.Contains("/secrets", StringComparison.Ordinal))
            .ShouldAllBe(
                r => r.Accept.StartsWith("application/json;as=PartialObjectMetadata", StringComparison.Ordinal) && !r.Accept.Contains(','));
    }

    [Fact]
    public async Task Whole_Secrets_are_rejected_when_a_server_sends_them()
    {
        _live.Server.HasPartialObjects = false;

        var result = await _live.AskAsync(new Query { Verb = QueryVerb.List, Resource = "secrets", Namespace = "shop" });

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Content.ShouldBeEmpty();
    }

    [Fact]
    public async Task Large_fields_without_use_for_diagnosis_are_omitted()
    {
        _live.Cluster.Write("nodes.json",
            """
            {"items":[{"metadata":{"name":"n","managedFields":[{"manager":"kubelet","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:x":{}}}],
            "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","a":"b"}},
            "status":{"images":[{"names":["x"]}],"phase":"ok"}}]}
            """);

        (await _live.AskAsync(new Query { Verb = QueryVerb.List, Resource = "nodes" })).Content.ShouldBe(
            """{"kind":"NodeList","apiVersion":"v1","items":[{"metadata":{"name":"n","managedFields":["""
            + """{"manager":"kubelet","time":"2026-01-01T00:00:00Z"}],"annotations":{"a":"b"}},"status":{"phase":"ok"}}]}""");
    }

    [Fact]
    public async Task API_resources_and_the_version_are_answered()
    {
        var resources = await _live.AskAsync(new Query { Verb = QueryVerb.Discover, Resource = "apiresources" });
        ApiResourceJson.Read(resources.Content).ShouldContain(r => r.Name == "widgets" && r.Verbs.Contains("list"));

        _live.Cluster.Write("nodes.json", """{"items":[{"metadata":{"name":"n"},"status":{"nodeInfo":{"kubeletVersion":"v1.30.1"}}}]}""");
        (await _live.AskAsync(new Query { Verb = QueryVerb.Version })).Content.ShouldContain("""
            "gitVersion":"v1.31.2","kubeletVersions":["v1.30.1"]
            """);
    }

    [Fact]
    public async Task Use_of_pods_and_nodes_comes_as_series_in_cores_and_bytes()
    {
        _live.Cluster.Write("podmetrics.json",
            """
            {"items":[{"metadata":{"name":"web-1","namespace":"shop"},"timestamp":"2026-02-01T10:00:00Z",
              "containers":[{"name":"server","usage":{"cpu":"250m","memory":"64Mi"}}]}]}
            """);
        _live.Cluster.Write("nodemetrics.json",
            """{"items":[{"metadata":{"name":"node-1"},"timestamp":"2026-02-01T10:00:00Z","""
            + """ "usage":{"cpu":"1500000000n","memory":"1Gi"}}]}""");

        (await _live.AskAsync(new Query { Verb = QueryVerb.Metrics, Resource = "pods", Namespace = "shop" })).Content.ShouldBe(
            """{"series":[{"metric":"""
            + """{"__name__":"container_cpu_usage","namespace":"shop","pod":"web-1","container":"server","unit":"cores"}"""
            + ""","values":[[1769940000,0.25]]},"""
            + """{"metric":{"__name__":"container_memory_usage","namespace":"shop","pod":"web-1","container":"server","unit":"bytes"}"""
            + ""","values":[[1769940000,67108864]]}]}""");
        (await _live.AskAsync(new Query { Verb = QueryVerb.Metrics, Resource = "nodes" })).Content.ShouldContain(
            """{"metric":{"__name__":"node_cpu_usage","node":"node-1","unit":"cores"},"values":[[1769940000,1.5]]}""");
    }

    [Fact]
    public async Task A_table_is_laid_out_by_the_server()
    {
        _live.Cluster.Write("shop/widgets.json", """{"items":[{"metadata":{"name":"w1","namespace":"shop"}}]}""");

        var table = await _live.Reader.ReadTableAsync(
            new Query { Verb = QueryVerb.List, Resource = "widgets", Namespace = "shop" }, TestContext.Current.CancellationToken);

        table.Content.ShouldContain("""{"cells":["w1","5m"]}""");
    }

    private void WritePods(int count) => _live.Cluster.Write(
        "many/pods.json",
        "{\"items\":[" + string.Join(',', Enumerable.Range(0, count).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"metadata\":{{\"name\":\"p{i:0000}\",\"namespace\":\"many\"}}}}"))) + "]}");

    private static string[] Names(string list)
    {
        using var document = JsonDocument.Parse(list);
        return [.. document.RootElement.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("metadata").GetProperty("name").GetString()!)];
    }
}
