using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>
/// Amazon SQS as far as agents use it, over the queues of the embedded store: AWS JSON 1.0, as
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html shows it.
/// Clients post to the endpoint's address or to that of a queue.
/// </summary>
internal static class SqsEndpoint
{
    private const string TargetHeader = "X-Amz-Target";
    private const string TargetPrefix = "AmazonSQS.";
    private const string ContentType = "application/x-amz-json-1.0";

    public static void MapSqs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/", HandleAsync).ExcludeFromDescription();
        routes.MapPost("/queues/{queue}", HandleAsync).ExcludeFromDescription();
    }

    private static async Task HandleAsync(HttpContext context, EmbeddedStore store, SqsOperations operations, TimeProvider time)
    {
        context.Response.Headers["x-amzn-RequestId"] = context.TraceIdentifier;
        context.Response.ContentType = ContentType;
        try
        {
            var request = new SqsRequest(context.Request);
            var caller = await SqsCaller.AuthenticateAsync(
                request, store, operations.PublicUrl, time.GetUtcNow(), context.RequestAborted);
            await RunAsync(context, await request.ReadAsync(context.RequestAborted), caller, operations);
        }
        catch (SqsException e)
        {
            context.Response.StatusCode = e.Status;
            if (e.QueryError is not null) context.Response.Headers["x-amzn-query-error"] = e.QueryError;
            await JsonSerializer.SerializeAsync(
                context.Response.Body, new ErrorResponse(e.Type, e.Message), SqsJson.Default.ErrorResponse, context.RequestAborted);
        }
    }

    private static Task RunAsync(HttpContext context, ReadOnlyMemory<byte> body, SqsCaller caller, SqsOperations operations)
    {
        var json = SqsJson.Default;
        return Operation(context.Request) switch
        {
            "SendMessage" => AnswerAsync(
                context, body, json.SendMessageRequest, json.SendMessageResponse, r => operations.SendAsync(caller, r)),
            "SendMessageBatch" => AnswerAsync(
                context, body, json.SendMessageBatchRequest, json.SendMessageBatchResponse, r => operations.SendBatchAsync(caller, r)),
            "ReceiveMessage" => AnswerAsync(
                context,
                body,
                json.ReceiveMessageRequest,
                json.ReceiveMessageResponse,
                r => operations.ReceiveAsync(caller, r, context.RequestAborted)),
            "DeleteMessage" => RunAsync(context, body, json.DeleteMessageRequest, r => operations.DeleteAsync(caller, r)),
            "ChangeMessageVisibility" => RunAsync(
                context, body, json.ChangeMessageVisibilityRequest, r => operations.ChangeVisibilityAsync(caller, r)),
            "GetQueueUrl" => AnswerAsync(
                context, body, json.GetQueueUrlRequest, json.GetQueueUrlResponse, r => Task.FromResult(operations.GetQueueUrl(caller, r))),
            _ => throw SqsException.UnknownOperation(),
        };
    }

    private static string Operation(HttpRequest request)
    {
        var target = request.Headers[TargetHeader].ToString();
        return target.StartsWith(TargetPrefix, StringComparison.Ordinal)
            ? target[TargetPrefix.Length..]
            : throw SqsException.UnknownOperation();
    }

    private static async Task AnswerAsync<TRequest, TResponse>(
        HttpContext context,
        ReadOnlyMemory<byte> body,
        JsonTypeInfo<TRequest> type,
        JsonTypeInfo<TResponse> answerType,
        Func<TRequest, Task<TResponse>> run)
    {
        var answer = await run(Read(body, type));
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, answerType, context.RequestAborted);
    }

    /// <summary>Runs an operation whose answer has no body at all.</summary>
    private static async Task RunAsync<TRequest>(
        HttpContext context, ReadOnlyMemory<byte> body, JsonTypeInfo<TRequest> type, Func<TRequest, Task> run)
    {
        await run(Read(body, type));
        context.Response.ContentLength = 0;
    }

    private static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw SqsException.Malformed("The body is JSON null.");
        }
        catch (JsonException e)
        {
            throw SqsException.Malformed($"The body is not the JSON that was expected: {e.Path}");
        }
    }
}
