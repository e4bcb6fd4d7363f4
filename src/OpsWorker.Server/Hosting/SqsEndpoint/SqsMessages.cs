using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

// What is sent and answered, named as in the API reference of Amazon SQS. A field that is missing is null here.
internal sealed record SendMessageRequest(
    string? QueueUrl, string? MessageBody, int? DelaySeconds, JsonElement? MessageAttributes);

internal sealed record SendMessageResponse(string MessageId, [property: JsonPropertyName("MD5OfMessageBody")] string Md5OfMessageBody);

internal sealed record SendMessageBatchRequest(string? QueueUrl, IReadOnlyList<SendMessageBatchRequestEntry>? Entries);

internal sealed record SendMessageBatchRequestEntry(
    string? Id, string? MessageBody, int? DelaySeconds, JsonElement? MessageAttributes);

internal sealed record SendMessageBatchResponse(
    IReadOnlyList<SendMessageBatchResultEntry> Successful, IReadOnlyList<BatchResultErrorEntry> Failed);

internal sealed record SendMessageBatchResultEntry(
    string Id, string MessageId, [property: JsonPropertyName("MD5OfMessageBody")] string Md5OfMessageBody);

internal sealed record BatchResultErrorEntry(string Id, bool SenderFault, string Code, string Message);

internal sealed record ReceiveMessageRequest(
    string? QueueUrl,
    int? MaxNumberOfMessages,
    int? VisibilityTimeout,
    int? WaitTimeSeconds,
    IReadOnlyList<string>? AttributeNames,
    IReadOnlyList<string>? MessageSystemAttributeNames);

internal sealed record ReceiveMessageResponse(IReadOnlyList<Message>? Messages);

internal sealed record Message(
    string MessageId,
    string ReceiptHandle,
    [property: JsonPropertyName("MD5OfBody")] string Md5OfBody,
    string Body,
    IReadOnlyDictionary<string, string>? Attributes);

internal sealed record DeleteMessageRequest(string? QueueUrl, string? ReceiptHandle);

internal sealed record ChangeMessageVisibilityRequest(string? QueueUrl, string? ReceiptHandle, int? VisibilityTimeout);

internal sealed record GetQueueUrlRequest(string? QueueName);

internal sealed record GetQueueUrlResponse(string QueueUrl);

internal sealed record ErrorResponse(
    [property: JsonPropertyName("__type")] string Type, [property: JsonPropertyName("message")] string Message);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(SendMessageResponse))]
[JsonSerializable(typeof(SendMessageBatchRequest))]
[JsonSerializable(typeof(SendMessageBatchResponse))]
[JsonSerializable(typeof(ReceiveMessageRequest))]
[JsonSerializable(typeof(ReceiveMessageResponse))]
[JsonSerializable(typeof(DeleteMessageRequest))]
[JsonSerializable(typeof(ChangeMessageVisibilityRequest))]
[JsonSerializable(typeof(GetQueueUrlRequest))]
[JsonSerializable(typeof(GetQueueUrlResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class SqsJson : JsonSerializerContext;
