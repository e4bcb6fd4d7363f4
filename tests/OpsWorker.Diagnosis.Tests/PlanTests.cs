using OpsWorker.AgentRuntime.Commands;
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
    public void No_answer_may_be_larger_than_the_agent_answers_and_the_large_ones_leave_room_for_the_others()
    {
        var limits = new QueryLimits();
        var asked = Plan.For(new Scope { Namespace = "shop" }).Where(q => q.Verb != QueryVerb.Version).ToList();

        asked.ShouldAllBe(q => q.MaxBytes <= limits.MaxResultBytes);
        asked.Where(q => q.MaxBytes > Plan.UsualBytes && q.Namespace == "shop").Sum(q => (long)q.MaxBytes!)
            .ShouldBeLessThanOrEqualTo(limits.MaxTotalBytes * 3 / 4);
    }

    [Fact]
    public void Where_no_namespace_is_known_all_are_asked_for() =>
        Plan.For(new Scope()).ShouldAllBe(query => query.Namespace == null || query.Resource == "leases");
}
