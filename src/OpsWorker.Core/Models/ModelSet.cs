namespace OpsWorker.Core.Models;

/// <summary>The stages of an investigation, and beside it, that may call a model.</summary>
public enum ModelStage
{
    /// <summary>Chooses between causes of about the same confidence.</summary>
    Choose,

    /// <summary>Proposes read-only queries where no cause was found.</summary>
    LookFurther,

    /// <summary>Explains a cause in checked sentences.</summary>
    Explain,

    /// <summary>Looks for evidence against a cause, and may lower its confidence.</summary>
    Critic,

    /// <summary>Answers a person's question about an incident.</summary>
    Ask,
}

/// <summary>A model that a stage may call.</summary>
/// <param name="Name">Provider and model, for example <c>anthropic/claude-haiku-4-5</c>.</param>
/// <param name="Client">The provider's client for it.</param>
/// <param name="Price">Its price.</param>
public sealed record StageModel(string Name, IChatModel Client, ModelPrice Price);

/// <summary>The models of each stage. A stage without a model is skipped.</summary>
public sealed record ModelSet
{
    /// <summary>No model for any stage, so that none is called.</summary>
    public static readonly ModelSet None = new();

    /// <summary>The models of each stage in order of preference; the next is called where one is unavailable or too expensive.</summary>
    public IReadOnlyDictionary<ModelStage, IReadOnlyList<StageModel>> Stages { get; init; } =
        new Dictionary<ModelStage, IReadOnlyList<StageModel>>();

    /// <summary>The limits of tokens and money.</summary>
    public ModelBudget Budget { get; init; } = new();

    /// <summary>A cause with this confidence or more is not explained.</summary>
    public double ExplainBelow { get; init; } = 0.8;

    /// <summary>The models of a stage; empty where it is skipped.</summary>
    public IReadOnlyList<StageModel> Of(ModelStage stage) => Stages.GetValueOrDefault(stage, []);
}
