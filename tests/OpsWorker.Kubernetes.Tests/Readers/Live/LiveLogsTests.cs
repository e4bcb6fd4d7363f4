using OpsWorker.Core.Queries;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Live;

public sealed class LiveLogsTests : IAsyncLifetime
{
    private static readonly Query Logs = new() { Verb = QueryVerb.Logs, Resource = "pods", Namespace = "shop", Name = "web-1" };

    private LiveFixture _live = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();
        _live.Cluster.Write("shop/pods.json",
            """
            {"items":[
              {"metadata":{"name":"web-1","namespace":"shop","labels":{"app":"web"}},
               "spec":{"containers":[{"name":"server"},{"name":"proxy"}]}},
              {"metadata":{"name":"db-0","namespace":"shop"},"spec":{"containers":[{"name":"db"}]}}]}
            """);
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Fact]
    public async Task All_containers_of_a_pod_are_read_where_none_is_named() =>
        (await _live.AskAsync(Logs with { TailLines = 1 })).Content.ShouldBe(
            """
            ==== START logs for container server of pod shop/web-1 ====
              at Dial
            ==== END logs for container server of pod shop/web-1 ====
            ==== START logs for container proxy of pod shop/web-1 ====
            ready
            ==== END logs for container proxy of pod shop/web-1 ====

            """);

    [Fact]
    public async Task The_options_of_a_query_are_passed_to_the_kubelet()
    {
        await _live.AskAsync(
            Logs with { Container = "server", Previous = true, TailLines = 20, Since = TimeSpan.FromMinutes(2), Timestamps = true });

        _live.Server.Requests[^1].Path.ShouldBe(
            "/api/v1/namespaces/shop/pods/web-1/log?container=server&previous=true&timestamps=true&tailLines=80"
            + "&sinceSeconds=120&limitBytes=67108864");
    }

    [Fact]
    public async Task Lines_are_matched_before_they_are_counted() =>
        (await _live.AskAsync(Logs with { Container = "server", Match = "^2026", TailLines = 1 })).Content
            .ShouldBe("2026-02-01T09:59:30Z error: refused\n");

    [Theory]
    [InlineData("hunter2")]
    [InlineData("password=h")]
    [InlineData("^MIIE")]
    public async Task Lines_are_matched_as_they_are_shown_after_masking(string pattern)
    {
        var key = "-----BEGIN PRIV" + "ATE KEY-----\nMIIEowIBAAKCAQEA0Z3V\n-----END PRIV" + "ATE KEY-----\n";
        _live.Cluster.Write(
            "shop/db-0/logs.txt",
            $"==== START logs for container db of pod shop/db-0 ====\nconnecting password=hunter2\n{key}==== END logs");
        var logs = Logs with { Name = "db-0", Container = "db" };

        (await _live.AskAsync(logs with { Match = pattern })).Content.ShouldBeEmpty();
        (await _live.AskAsync(logs with { Match = "masked:password" })).Content
            .ShouldBe("connecting password=[masked:password:1]\n");
    }

    [Fact]
    public async Task A_budget_keeps_the_last_lines()
    {
        var result = await _live.AskAsync(Logs with { Container = "server", MaxBytes = 12 });

        result.Content.ShouldBe("  at Dial\n");
        result.OmittedBytes.ShouldBe("2026-02-01T09:00:00Z starting\n2026-02-01T09:59:30Z error: refused\n".Length);
    }

    [Fact]
    public async Task A_container_without_a_previous_run_is_no_data_with_the_reason()
    {
        var result = await _live.AskAsync(Logs with { Container = "server", Previous = true });

        result.Outcome.ShouldBe(QueryOutcome.NoData);
        result.Error.ShouldBe("400 BadRequest: previous terminated container \"server\" in pod \"web-1\" not found");
    }

    [Fact]
    public async Task Pods_of_a_namespace_are_read_and_those_without_a_log_are_named()
    {
        var result = await _live.AskAsync(Logs with { Name = null });

        result.Content.ShouldContain("container proxy of pod shop/web-1");
        result.Error.ShouldBe("400 BadRequest: container \"db\" in pod \"db-0\" is waiting to start: ContainerCreating");
        (await _live.AskAsync(Logs with { Name = null, LabelSelector = "app=web" })).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_missing_pod_is_no_data() =>
        (await _live.AskAsync(Logs with { Name = "none" })).Outcome.ShouldBe(QueryOutcome.NoData);
}
