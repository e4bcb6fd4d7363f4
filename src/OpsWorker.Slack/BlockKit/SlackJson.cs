using System.Text.Json.Serialization;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.BlockKit;

/// <summary>JSON contract of messages, requests and responses: snake case, nulls omitted.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(PostMessageRequest))]
[JsonSerializable(typeof(UpdateMessageRequest))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(HistoryResponse))]
[JsonSerializable(typeof(AuthTestResponse))]
public sealed partial class SlackJson : JsonSerializerContext;
