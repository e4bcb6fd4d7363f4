using OpsWorker.Agent.Commands;
using OpsWorker.Core.Queries;

namespace OpsWorker.Agent.Tests;

public sealed class AllowedCapabilitiesTests : IQueryReader
{
    private int _asked;

    [Theory]
    [InlineData(QueryVerb.Logs, "shop", "observe", "the capability diagnostics.read is off.")]
    [InlineData(QueryVerb.List, "shop", "diagnostics.read", "the capability observe is off.")]
    [InlineData(QueryVerb.List, "shop", "token.rotate", "the capability observe is off.")]
    [InlineData(QueryVerb.Logs, "bank", "observe,diagnostics.read",
        "namespace bank is outside diagnostics.allowedNamespaces, which are shop.")]
    [InlineData(QueryVerb.Logs, "shop", "observe,diagnostics.read", null)]
    [InlineData(QueryVerb.Version, null, "token.rotate", null)]
    public async Task The_agent_refuses_by_name_what_is_off(QueryVerb verb, string? ns, string capabilities, string? refusal)
    {
        var guarded = new AllowedCapabilities(this, capabilities.Split(','), ["shop"], TimeProvider.System);
        var query = new Query { Verb = verb, Resource = verb == QueryVerb.List ? "pods" : null, Namespace = ns, Name = "web-1" };

        var result = await guarded.ReadAsync(query, CancellationToken.None);

        _asked.ShouldBe(refusal is null ? 1 : 0);
        if (refusal is not null) result.Error.ShouldBe($"'{query}' was refused by the agent: {refusal}");
    }

    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        _asked++;
        return Task.FromResult(
            new QueryResult { Query = query, Outcome = QueryOutcome.NoData, CollectedAt = TimeProvider.System.GetUtcNow() });
    }
}
