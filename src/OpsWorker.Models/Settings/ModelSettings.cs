using OpsWorker.Core.Models;

namespace OpsWorker.Models.Settings;

/// <summary>The settings of section <c>Models</c>, without keys. Without a provider no model is called.</summary>
public sealed record ModelSettings
{
    /// <summary>The providers by name.</summary>
    public IReadOnlyDictionary<string, ProviderSettings> Providers { get; init; } = new Dictionary<string, ProviderSettings>();

    /// <summary>The models of each stage, in order of preference.</summary>
    public IReadOnlyDictionary<ModelStage, IReadOnlyList<ModelName>> Stages { get; init; } =
        new Dictionary<ModelStage, IReadOnlyList<ModelName>>();

    /// <summary>The limits of tokens and money.</summary>
    public ModelBudget Budget { get; init; } = new();

    /// <summary>A cause with this confidence or more is not explained.</summary>
    public double ExplainBelow { get; init; } = ModelSet.None.ExplainBelow;
}

/// <summary>A provider.</summary>
public sealed record ProviderSettings
{
    /// <summary>The default time limit of a call.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The name in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>The API.</summary>
    public required ProviderKind Kind { get; init; }

    /// <summary>The address of the API, which ends with a slash; null for the provider's own.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The region of <see cref="ProviderKind.Bedrock"/>; null for that of the environment.</summary>
    public string? Region { get; init; }

    /// <summary>The guardrail of <see cref="ProviderKind.Bedrock"/>; null without one.</summary>
    public string? GuardrailId { get; init; }

    /// <summary>The version of the guardrail.</summary>
    public string GuardrailVersion { get; init; } = "DRAFT";

    /// <summary>The time limit of a call with all of its attempts.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>The price of all of its models; null to take each from the table of prices.</summary>
    public ModelPrice? Price { get; init; }
}

/// <summary>A model of a provider, written <c>PROVIDER/MODEL</c>.</summary>
/// <param name="Provider">The provider's name in the settings.</param>
/// <param name="Model">The model's name in the provider's API.</param>
public sealed record ModelName(string Provider, string Model)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Provider}/{Model}";
}
