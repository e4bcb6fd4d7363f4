using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Pipeline.Models.Claims;

/// <summary>A sentence as a model claims it, not yet checked.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Quotes">The quotations that support it.</param>
/// <param name="Links">The steps from cause to effect that it speaks of.</param>
public sealed record Claim(string? Text, IReadOnlyList<ClaimedQuote?>? Quotes, IReadOnlyList<ClaimedLink?>? Links);

/// <summary>A claimed quotation.</summary>
/// <param name="Evidence">The evidence's id.</param>
/// <param name="Quote">The text.</param>
public sealed record ClaimedQuote(string? Evidence, string? Quote);

/// <summary>A claimed step from cause to effect, by the ids of the data.</summary>
/// <param name="From">The cause.</param>
/// <param name="To">The effect.</param>
public sealed record ClaimedLink(string? From, string? To);

/// <summary>The answer of a model in sentences.</summary>
/// <param name="Sentences">The sentences.</param>
/// <param name="Confidence">The confidence that the critic leaves the cause; null where none was asked for.</param>
/// <param name="Choice">The chosen candidate; null where no choice was asked for.</param>
internal sealed record ClaimedAnswer(IReadOnlyList<Claim?>? Sentences, double? Confidence, string? Choice)
{
    /// <summary>Reads an answer; null where it is no such JSON.</summary>
    public static ClaimedAnswer? Parse(string? text) => AnswerJson.Parse(text, ClaimJson.Default.ClaimedAnswer);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ClaimedAnswer))]
internal sealed partial class ClaimJson : JsonSerializerContext;
