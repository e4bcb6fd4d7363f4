using OpsWorker.Core.Findings;

namespace OpsWorker.Pipeline.Models.Claims;

/// <summary>
/// Checks a sentence of a model: the evidence exists, each quotation is in it, names and numbers occur in what is quoted or in the engine's
/// own facts, and steps from cause to effect are the engine's.
/// </summary>
/// <remarks>
/// The checks are strict on purpose: a sentence that fails is dropped, and the engine's own text is always there. They cannot judge the
/// meaning of plain words.
/// </remarks>
internal static class ClaimCheck
{
    private const int MaxText = 400;
    private const int MinQuote = 4;
    private const int MaxQuotes = 6;
    private const int MaxSentences = 5;

    /// <summary>The sentences of an answer that pass the checks, at most five, each once; and the number of the others.</summary>
    public static (IReadOnlyList<CheckedSentence> Passed, int Dropped) Check(ClaimedAnswer? answer, CaseMaterial material)
    {
        var claims = answer?.Sentences ?? [];
        var passed = claims.Select(claim => Check(claim, material).Sentence)
            .OfType<CheckedSentence>()
            .DistinctBy(sentence => sentence.Text, StringComparer.Ordinal)
            .Take(MaxSentences)
            .ToList();
        return (passed, claims.Count - passed.Count);
    }

    /// <summary>The sentence, or the reason for which it is dropped.</summary>
    public static (CheckedSentence? Sentence, string? Fault) Check(Claim? claim, CaseMaterial material)
    {
        if (claim?.Text?.Trim() is not { Length: > 0 and <= MaxText } text) return (null, "The sentence is missing or too long.");
        if (claim.Quotes is not { Count: > 0 and <= MaxQuotes } quotes) return (null, "The sentence has no quotation, or too many.");
        var cited = new List<Excerpt>();
        foreach (var quote in quotes)
        {
            if (Cited(quote, material) is not { } excerpt) return (null, $"\"{quote?.Quote}\" is not in evidence {quote?.Evidence}.");
            cited.Add(excerpt);
        }

        var fault = LinkFault(claim, text, material) ?? new NameCheck(new Vocabulary(material.WordsFor(cited))).Fault(text);
        return fault is null
            ? (new CheckedSentence(text, [.. quotes.Select(q => new EvidenceQuote(q!.Evidence!, q.Quote!))]), null)
            : (null, fault);
    }

    private static Excerpt? Cited(ClaimedQuote? quote, CaseMaterial material) =>
        quote is { Evidence: { } id, Quote: { } text } && text.Trim().Length >= MinQuote
            ? material.Excerpts.FirstOrDefault(
                e => e.EvidenceId == id && e.Text.Contains(text, StringComparison.Ordinal))
            : null;

    private static string? LinkFault(Claim claim, string text, CaseMaterial material)
    {
        var links = claim.Links ?? [];
        foreach (var link in links)
        {
            if (link is { From: { } from, To: { } to } && material.Links.Contains((from, to))) continue;
            return $"The evidence shows no step from {link?.From} to {link?.To}.";
        }

        return links.Count == 0 && Vocabulary.Tokens(text).FirstOrDefault(PlainWords.IsCausal) is { } word
            ? $"\"{word}\" claims a step from cause to effect, and none is named."
            : null;
    }
}
