using OpsWorker.Core;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The rules of an organisation that has made none.</summary>
public static class DefaultRules
{
    /// <summary>
    /// Alerts that are not meant for people (severity <c>none</c>: Watchdog and InfoInhibitor of the Prometheus
    /// operator) are recorded; everything else is investigated, one incident per problem by the topology that the alerts name.
    /// </summary>
    public static IReadOnlyList<Rule> For(OrganisationId organisation) =>
    [
        new Rule
        {
            Id = "not-for-people",
            Organisation = organisation,
            Name = "Record what is not meant for people",
            Order = 1,
            Match = new Dictionary<string, string> { ["severity"] = "none" },
            Action = RuleAction.Record,
        },
        new Rule
        {
            Id = "default",
            Organisation = organisation,
            Name = "Investigate everything",
            Order = 1000,
            Action = RuleAction.Investigate,
        },
    ];
}
