using System.Text.Json.Serialization;

namespace OpsWorker.Slack.Interactions;

/// <summary>JSON contract of Slack's requests and the answers to them: snake case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InteractionPayload))]
[JsonSerializable(typeof(EventPayload))]
[JsonSerializable(typeof(MentionEvent))]
[JsonSerializable(typeof(ChallengeAnswer))]
[JsonSerializable(typeof(EphemeralAnswer))]
internal sealed partial class InteractionJson : JsonSerializerContext;
