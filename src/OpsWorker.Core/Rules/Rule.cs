namespace OpsWorker.Core.Rules;

/// <summary>The action of a rule.</summary>
public enum RuleAction
{
    /// <summary>The alert opens or joins an incident, which is investigated.</summary>
    Investigate,

    /// <summary>The alert is recorded only.</summary>
    Record,
}

/// <summary>A rule: matches alerts, selects an action and groups alerts into incidents.</summary>
public sealed record Rule
{
    /// <summary>Unique within the organisation.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>Rules are tried in ascending order; the first that matches decides.</summary>
    public int Order { get; init; }

    /// <summary>Labels that must have exactly these values; <c>severity</c> stands for the alert's severity.</summary>
    public IReadOnlyDictionary<string, string> Match { get; init; } = new Dictionary<string, string>();

    /// <summary>The action for matching alerts.</summary>
    public RuleAction Action { get; init; }

    /// <summary>
    /// Labels whose values alerts of one incident share; a missing label counts as an empty value. Empty: alerts are correlated by the
    /// topology that their labels name.
    /// </summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];
}

/// <summary>Stores the rules of each organisation.</summary>
public interface IRuleStore
{
    /// <summary>The organisation's rules in their order.</summary>
    Task<IReadOnlyList<Rule>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Stores the rule, in place of an earlier one of the same id.</summary>
    Task PutAsync(Rule rule, CancellationToken cancellationToken);

    /// <summary>Removes the rule; false where there is none of that id.</summary>
    Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);
}
