using OpsWorker.Agent.Commands;
using OpsWorker.Core.Queries;

namespace OpsWorker.Agent.Tests;

public sealed class AllowedNamespacesTests : IQueryReader
{
    private int _asked;

    [Theory]
    [InlineData(QueryVerb.List, "pods", "shop", true)]
    [InlineData(QueryVerb.Logs, null, "shop", true)]
    [InlineData(QueryVerb.List, "pods", "kube-system", false)]
    [InlineData(QueryVerb.Logs, null, "kube-system", false)]
    [InlineData(QueryVerb.Metrics, "pods", "kube-system", false)]
    [InlineData(QueryVerb.Probe, null, "kube-system", false)]
    [InlineData(QueryVerb.List, "pods", null, false)]
    [InlineData(QueryVerb.List, "widgets.example.com", null, false)]
    [InlineData(QueryVerb.List, "nodes", null, true)]
    [InlineData(QueryVerb.Metrics, "nodes", null, true)]
    [InlineData(QueryVerb.Logs, "nodes", null, false)]
    [InlineData(QueryVerb.Probe, "nodes", null, false)]
    [InlineData(QueryVerb.Version, null, null, true)]
    [InlineData(QueryVerb.Discover, "apiresources", null, true)]
    public async Task What_is_outside_is_refused_and_not_asked(QueryVerb verb, string? resource, string? ns, bool allowed)
    {
        var guarded = new AllowedNamespaces(this, ["shop", "payments"], TimeProvider.System);

        var result = await guarded.ReadAsync(new Query { Verb = verb, Resource = resource, Namespace = ns }, CancellationToken.None);

        _asked.ShouldBe(allowed ? 1 : 0);
        result.Outcome.ShouldBe(allowed ? QueryOutcome.NoData : QueryOutcome.Error);
        if (!allowed) result.Error.ShouldNotBeNull().ShouldEndWith("it may be asked about shop, payments.");
    }

    [Fact]
    public async Task An_expression_is_refused_as_it_may_be_about_anything()
    {
        var guarded = new AllowedNamespaces(this, ["shop"], TimeProvider.System);
        var query = new Query { Verb = QueryVerb.Metrics, Resource = "pods", Namespace = "shop", Expression = "up" };

        (await guarded.ReadAsync(query, CancellationToken.None)).Error
            .ShouldNotBeNull()
            .ShouldContain("an expression may be about any namespace");

        _asked.ShouldBe(0);
    }

    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        _asked++;
        return Task.FromResult(new QueryResult { Query = query, Outcome = QueryOutcome.NoData, CollectedAt = default });
    }
}
