using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Dump;

public sealed class DumpLogsTests : IDisposable
{
    private static readonly Query Logs = new() { Verb = QueryVerb.Logs, Resource = "pods", Namespace = "shop", Name = "web-1" };

    private readonly RecordedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Lines_of_all_containers_have_headers() =>
        (await AskAsync(Logs with { TailLines = 1 })).Content.ShouldBe(
            """
            ==== START logs for container server of pod shop/web-1 ====
              at Dial
            ==== END logs for container server of pod shop/web-1 ====
            ==== START logs for container proxy of pod shop/web-1 ====
            ready
            ==== END logs for container proxy of pod shop/web-1 ====

            """);

    [Fact]
    public async Task Lines_of_a_named_container_have_no_header() =>
        (await AskAsync(Logs with { Container = "proxy" })).Content.ShouldBe("ready\n");

    [Fact]
    public async Task Lines_are_selected_by_their_timestamp_and_those_without_belong_to_the_line_before() =>
        (await AskAsync(Logs with { Container = "server", Since = TimeSpan.FromMinutes(5) })).Content
            .ShouldBe("2026-02-01T09:59:30Z error: refused\n  at Dial\n");

    [Fact]
    public async Task Lines_without_any_time_are_kept_whatever_age_is_asked_for() =>
        (await AskAsync(Logs with { Container = "proxy", Since = TimeSpan.FromMinutes(5) })).Content.ShouldBe("ready\n");

    [Fact]
    public async Task Only_matching_lines_are_returned() =>
        (await AskAsync(Logs with { Container = "server", Match = "err(or)?:" })).Content.ShouldBe("2026-02-01T09:59:30Z error: refused\n");

    [Theory]
    [InlineData("(")]
    [InlineData(@"(a)\1")]
    public async Task A_pattern_that_cannot_be_used_is_an_error(string pattern)
    {
        var result = await AskAsync(Logs with { Match = pattern });

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldNotBeNull().ShouldContain(pattern);
    }

    [Fact]
    public async Task Without_a_name_the_pods_of_the_namespace_are_read()
    {
        var all = await AskAsync(Logs with { Name = null });
        all.Content.ShouldContain("container server of pod shop/web-1");
        all.Content.ShouldContain("==== START logs for container db of pod shop/db-0 ====\nplain line\n");

        var selected = await AskAsync(Logs with { Name = null, LabelSelector = "app=db" });
        selected.Content.ShouldBe(
            "==== START logs for container db of pod shop/db-0 ====\nplain line\n==== END logs for container db of pod shop/db-0 ====\n");
    }

    [Theory]
    [InlineData("none", null, false, "The dump has no shop/none/logs.txt.")]
    [InlineData("web-1", null, true, "The dump has no shop/web-1/logs-previous.txt.")]
    [InlineData("web-1", "none", false, "shop/web-1/logs.txt has no container none; it has server, proxy.")]
    public async Task A_missing_log_is_named(string pod, string? container, bool previous, string error)
    {
        var result = await AskAsync(Logs with { Name = pod, Container = container, Previous = previous });

        result.Outcome.ShouldBe(QueryOutcome.NoData);
        result.Error.ShouldBe(error);
    }

    [Fact]
    public async Task A_budget_keeps_the_last_lines_of_every_container()
    {
        var whole = await AskAsync(Logs);
        var part = await AskAsync(Logs with { MaxBytes = whole.Content.Length - 10 });

        part.Content.ShouldNotContain("starting");
        part.Content.ShouldContain("error: refused");
        part.Content.ShouldContain("ready");
        (part.Content.Length + part.OmittedBytes).ShouldBe(whole.Content.Length);
    }

    private Task<QueryResult> AskAsync(Query query) =>
        DumpReader.Open(_cluster.Path).ReadAsync(query, TestContext.Current.CancellationToken);
}
