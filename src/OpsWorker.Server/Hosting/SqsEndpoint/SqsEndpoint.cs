using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core;
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

    // A body of 1 MiB may have every character escaped in six.
    private const int MaxRequestBytes = 8 * 1024 * 1024;

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
            var caller = await SqsCaller.AuthenticateAsync(context.Request, store, time, context.RequestAborted);
            await RunAsync(context, caller, operations);
        }
        catch (SqsException e)
        {
            context.Response.StatusCode = e.Status;
            if (e.QueryError is not null) context.Response.Headers["x-amzn-query-error"] = e.QueryError;
            await JsonSerializer.SerializeAsync(
                context.Response.Body, new ErrorResponse(e.Type, e.Message), SqsJson.Default.ErrorResponse, context.RequestAborted);
        }
    }

    private static Task RunAsync(HttpContext context, SqsCaller caller, SqsOperations operations)
    {
        var json = SqsJson.Default;
        return Operation(context.Request) switch
        {
            "SendMessage" => AnswerAsync(context, json.SendMessageRequest, json.SendMessageResponse, r => operations.SendAsync(caller, r)),
            "SendMessageBatch" => AnswerAsync(
                context, json.SendMessageBatchRequest, json.SendMessageBatchResponse, r => operations.SendBatchAsync(caller, r)),
            "ReceiveMessage" => AnswerAsync(
                context,
                json.ReceiveMessageRequest,
                json.ReceiveMessageResponse,
                r => operations.ReceiveAsync(caller, r, context.RequestAborted)),
            "DeleteMessage" => RunAsync(context, json.DeleteMessageRequest, r => operations.DeleteAsync(caller, r)),
            "ChangeMessageVisibility" => RunAsync(
                context, json.ChangeMessageVisibilityRequest, r => operations.ChangeVisibilityAsync(caller, r)),
            "GetQueueUrl" => AnswerAsync(
                context, json.GetQueueUrlRequest, json.GetQueueUrlResponse, r => Task.FromResult(operations.GetQueueUrl(caller, r))),
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
        HttpContext context, JsonTypeInfo<TRequest> type, JsonTypeInfo<TResponse> answerType, Func<TRequest, Task<TResponse>> run)
    {
        var answer = await run(await ReadAsync(context, type));
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, answerType, context.RequestAborted);
    }

    /// <summary>Runs an operation whose answer has no body at all.</summary>
    private static async Task RunAsync<TRequest>(HttpContext context, JsonTypeInfo<TRequest> type, Func<TRequest, Task> run)
    {
        await run(await ReadAsync(context, type));
        context.Response.ContentLength = 0;
    }

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        try
        {
            using var bounded = new BoundedReadStream(context.Request.Body, MaxRequestBytes);
            return await JsonSerializer.DeserializeAsync(bounded, type, context.RequestAborted)
                ?? throw SqsException.Malformed("The body is JSON null.");
        }
        catch (JsonException e)
        {
            throw SqsException.Malformed($"The body is not the JSON that was expected: {e.Path}");
        }
        catch (InvalidDataException)
        {
            throw SqsException.InvalidParameter($"The request is larger than {MaxRequestBytes} bytes.");
        }
    }
}
