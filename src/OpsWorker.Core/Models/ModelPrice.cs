namespace OpsWorker.Core.Models;

/// <summary>The price of a model in US dollars per million tokens.</summary>
/// <param name="Input">Tokens of requests.</param>
/// <param name="Output">Tokens of answers.</param>
/// <param name="CachedInput">Tokens of requests that the provider reads from its cache.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal CachedInput)
{
    private const decimal Million = 1_000_000m;

    /// <summary>The price of a call in US dollars.</summary>
    public decimal Of(TokenUsage usage) =>
        (((usage.Input - usage.CachedInput) * Input) + (usage.CachedInput * CachedInput) + (usage.Output * Output)) / Million;
}
