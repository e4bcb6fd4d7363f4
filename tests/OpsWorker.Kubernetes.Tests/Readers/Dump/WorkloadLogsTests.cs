using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Dump;

public sealed class WorkloadLogsTests : IAsyncLifetime
{
    private LiveFixture _live = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();
        _live.Cluster.Write("shop/deployments.json",
            """{"items":[{"metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"matchLabels":{"app":"web"}}}}]}""");
        _live.Cluster.Write("shop/services.json",
            """{"items":[{"metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"app":"web"}}},"""
                + """{"metadata":{"name":"none","namespace":"shop"},"spec":{}}]}""");
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Theory]
    [InlineData("deployments")]
    [InlineData("services")]
    public async Task Logs_of_a_workload_are_those_of_the_pods_that_it_selects(string resource)
    {
        var query = new Query { Verb = QueryVerb.Logs, Resource = resource, Namespace = "shop", Name = "web" };
        foreach (var reader in new IQueryReader[] { DumpReader.Open(_live.Cluster.Path), _live.Reader })
        {
            var result = await reader.ReadAsync(query, TestContext.Current.CancellationToken);

            result.Query.ShouldBe(query);
            result.Content.ShouldContain("error: refused");
            result.Content.ShouldNotContain("db-0");
        }
    }

    [Theory]
    [InlineData("absent", QueryOutcome.NoData)]
    [InlineData("none", QueryOutcome.Error)]
    public async Task A_workload_that_is_absent_or_selects_nothing_has_no_logs(string name, QueryOutcome outcome)
    {
        var query = new Query { Verb = QueryVerb.Logs, Resource = "services", Namespace = "shop", Name = name };
        foreach (var reader in new IQueryReader[] { DumpReader.Open(_live.Cluster.Path), _live.Reader })
        {
            (await reader.ReadAsync(query, TestContext.Current.CancellationToken)).Outcome.ShouldBe(outcome);
        }
    }
}
