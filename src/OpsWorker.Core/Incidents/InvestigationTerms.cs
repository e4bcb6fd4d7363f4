using OpsWorker.Core.Models;

namespace OpsWorker.Core.Incidents;

/// <summary>The terms on which an incident is investigated, as a rule states them.</summary>
public sealed record InvestigationTerms
{
    /// <summary>The priority in the queue, from 0 to the highest of messages; null for that of the severity.</summary>
    public int? Priority { get; init; }

    /// <summary>The stages that may call a model; null for all that have one, empty for none.</summary>
    public IReadOnlyList<ModelStage>? Models { get; init; }

    /// <summary>The limit of what models may use in one investigation, within those of the settings; null for theirs.</summary>
    public ModelLimit? Budget { get; init; }

    /// <summary>True if the stage may call a model.</summary>
    public bool Allows(ModelStage stage) => Models is null || Models.Contains(stage);
}

/// <summary>A limit of tokens, of money, or of both.</summary>
/// <param name="Tokens">Tokens of requests and answers together; null for no limit of its own.</param>
/// <param name="Money">US dollars; null for no limit of its own.</param>
public sealed record ModelLimit(long? Tokens = null, decimal? Money = null)
{
    /// <summary>The smaller of this limit and an allowance.</summary>
    public ModelAllowance Within(ModelAllowance allowance) =>
        new(Math.Min(Tokens ?? allowance.Tokens, allowance.Tokens), Math.Min(Money ?? allowance.Money, allowance.Money));
}
