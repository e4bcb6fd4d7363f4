using OpsWorker.Core.Queries;

namespace OpsWorker.Diagnosis.Tests;

public sealed class PlanTests
{
    [Fact]
    public void The_series_of_the_nodes_are_asked_for_beside_those_of_a_namespace()
    {
        var metrics = Plan.For(new Scope { Namespace = "shop" }).Where(query => query.Verb == QueryVerb.Metrics);

        metrics.Select(query => (query.Resource, query.Namespace)).ShouldBe([("pods", "shop"), ("nodes", null)]);
    }

    [Fact]
    public void Where_no_namespace_is_known_all_are_asked_for() =>
        Plan.For(new Scope()).ShouldAllBe(query => query.Namespace == null);
}
