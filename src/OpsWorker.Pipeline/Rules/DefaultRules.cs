using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The rules behind those of an organisation, for the alerts that none of its own decides.</summary>
public static class DefaultRules
{
    /// <summary>
    /// Alerts that are not meant for people (severity <c>none</c>: Watchdog and InfoInhibitor of the Prometheus
    /// operator) are recorded; everything else is investigated, one incident per problem by the topology that the alerts name.
    /// </summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new Rule
        {
            Id = "not-for-people",
            Name = "Record what is not meant for people",
            When = new RuleCondition { Match = "alert.severity=none" },
            Do = RuleAction.Suppress,
        },
        new Rule { Id = "default", Name = "Investigate everything", Do = RuleAction.Investigate },
    ];
}
