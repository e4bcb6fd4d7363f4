using System.Globalization;
using OpsWorker.Core.Models;

namespace OpsWorker.Core.Findings;

/// <summary>A quotation that supports a sentence.</summary>
/// <param name="EvidenceId">The evidence that is quoted.</param>
/// <param name="Text">The quoted text, verbatim.</param>
public sealed record EvidenceQuote(string EvidenceId, string Text);

/// <summary>A sentence of a model whose quotations, names and numbers were found in the evidence.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Quotes">The quotations; never empty.</param>
public sealed record CheckedSentence(string Text, IReadOnlyList<EvidenceQuote> Quotes);

/// <summary>A call to a model as a report lists it.</summary>
public sealed record ModelCallSummary
{
    /// <summary>The stage that made it.</summary>
    public required ModelStage Stage { get; init; }

    /// <summary>The model that answered or failed last; null where none was called.</summary>
    public string? Model { get; init; }

    /// <summary>The tokens.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.None;

    /// <summary>The price in US dollars.</summary>
    public decimal Cost { get; init; }

    /// <summary>True where the answer to an earlier incident of the same shape was used again, at no cost.</summary>
    public bool FromMemory { get; init; }

    /// <summary>The steps down that were taken: a smaller context, another model, no model, each with its reason.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}

/// <summary>The part of models in a report. They never add a cause and never raise a confidence.</summary>
public sealed record ModelContribution
{
    /// <summary>The explanation; empty where none was asked for, or no sentence passed the checks.</summary>
    public IReadOnlyList<CheckedSentence> Explanation { get; init; } = [];

    /// <summary>The reasons against the cause for which its confidence was lowered; empty where it was not.</summary>
    public IReadOnlyList<CheckedSentence> Doubts { get; init; } = [];

    /// <summary>The number of sentences that failed a check and were dropped.</summary>
    public int Dropped { get; init; }

    /// <summary>The outcome of the choice between close causes; null where there was none to make.</summary>
    public string? Choice { get; init; }

    /// <summary>The calls in their order.</summary>
    public IReadOnlyList<ModelCallSummary> Calls { get; init; } = [];

    /// <summary>The price of all calls in US dollars.</summary>
    public decimal Cost => Calls.Sum(call => call.Cost);

    /// <summary>The tokens of all calls.</summary>
    public int Tokens => Calls.Sum(call => call.Usage.Input + call.Usage.Output);

    /// <summary>Describes models, tokens, cost, dropped sentences and steps down, one line each.</summary>
    public IReadOnlyList<string> Describe()
    {
        var names = Calls.Select(call => call.FromMemory ? "an earlier answer" : call.Model).OfType<string>().Distinct();
        var models = string.Join(", ", names);
        var dropped = Dropped == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; {Dropped} {(Dropped == 1 ? "sentence" : "sentences")} failed the checks and were dropped");
        var used = string.Create(
            CultureInfo.InvariantCulture, $"{(models.Length == 0 ? "none" : models)}: {Tokens} tokens, ${Cost:0.0000}{dropped}");
        return [used, .. Calls.SelectMany(call => call.Steps.Select(step => $"{call.Stage}: {step}"))];
    }
}
