using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>The operations of SQS on the queues of the embedded store.</summary>
/// <param name="store">The queues.</param>
/// <param name="lifetime">Ends long polls when the server stops.</param>
/// <param name="publicUrl">Where the queues are.</param>
internal sealed class SqsOperations(EmbeddedStore store, IHostApplicationLifetime lifetime, Func<Uri> publicUrl)
{
    private const int DefaultVisibilitySeconds = 30;
    private const string ReceiptPrefix = "rcp_";

    /// <summary>The address that agents use.</summary>
    public Uri PublicUrl => publicUrl();

    public async Task<SendMessageResponse> SendAsync(SqsCaller caller, SendMessageRequest request)
    {
        caller.MaySendTo(request.QueueUrl);
        var message = Outgoing(request.MessageBody, request.DelaySeconds, request.MessageAttributes is not null);
        await SendAsync(caller, [message]);
        return new SendMessageResponse(Identifier.New("msg"), Md5(message.Body));
    }

    public async Task<SendMessageBatchResponse> SendBatchAsync(SqsCaller caller, SendMessageBatchRequest request)
    {
        caller.MaySendTo(request.QueueUrl);
        var entries = request.Entries ?? [];
        SqsBatch.Check(entries);
        await SendAsync(
            caller, [.. entries.Select(e => Outgoing(e.MessageBody, e.DelaySeconds, e.MessageAttributes is not null))]);
        return new SendMessageBatchResponse(
            [.. entries.Select(e => new SendMessageBatchResultEntry(e.Id!, Identifier.New("msg"), Md5(e.MessageBody!)))], []);
    }

    public async Task<ReceiveMessageResponse> ReceiveAsync(
        SqsCaller caller, ReceiveMessageRequest request, CancellationToken cancellationToken)
    {
        var queue = caller.MayReceiveFrom(request.QueueUrl);
        var max = InRange("MaxNumberOfMessages", request.MaxNumberOfMessages ?? 1, 1, MessageLimits.MaxBatch);
        var visibility = Visibility(request.VisibilityTimeout ?? DefaultVisibilitySeconds);
        var wait = Seconds(InRange("WaitTimeSeconds", request.WaitTimeSeconds ?? 0, 0, (int)MessageLimits.MaxWait.TotalSeconds));
        var messages = await ReceiveAsync(queue, max, visibility, wait, cancellationToken);
        string[] wanted = [.. request.AttributeNames ?? [], .. request.MessageSystemAttributeNames ?? []];
        return new ReceiveMessageResponse(messages.Count == 0 ? null : [.. messages.Select(m => Answer(m, wanted))]);
    }

    public Task DeleteAsync(SqsCaller caller, DeleteMessageRequest request) => store.Queue.CompleteAsync(
        Delivery(caller.MayReceiveFrom(request.QueueUrl), request.ReceiptHandle), CancellationToken.None);

    public Task ChangeVisibilityAsync(SqsCaller caller, ChangeMessageVisibilityRequest request)
    {
        var delivery = Delivery(caller.MayReceiveFrom(request.QueueUrl), request.ReceiptHandle);
        var seconds = request.VisibilityTimeout ?? throw SqsException.MissingParameter("VisibilityTimeout");
        return store.Queue.RetryAfterAsync(delivery, Visibility(seconds), CancellationToken.None);
    }

    public GetQueueUrlResponse GetQueueUrl(SqsCaller caller, GetQueueUrlRequest request)
    {
        var name = request.QueueName ?? throw SqsException.MissingParameter("QueueName");
        QueueName[] queues = [caller.Commands, Queues.Results];
        var queue = queues.FirstOrDefault(q => q.Value == name) ?? throw SqsException.QueueDoesNotExist();
        return new GetQueueUrlResponse(SqsQueueAddress.Of(publicUrl(), queue).AbsoluteUri);
    }

    private async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int max, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            var messages = await store.Queue.ReceiveAsync(queue, max, visibility, wait, ended.Token);
            if (!cancellationToken.IsCancellationRequested) return messages;

            // Who asked is gone; whoever asks next gets them at once.
            foreach (var message in messages) await store.Queue.RetryAfterAsync(message, TimeSpan.Zero, CancellationToken.None);
            return [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private async Task SendAsync(SqsCaller caller, IReadOnlyList<OutgoingMessage> messages)
    {
        try
        {
            await store.AgentQueues.SendResultsAsync(caller.Organisation, caller.Name, messages, CancellationToken.None);
        }
        catch (ArgumentException e)
        {
            throw SqsException.InvalidParameter(e.Message);
        }
    }

    private static OutgoingMessage Outgoing(string? body, int? delaySeconds, bool hasAttributes)
    {
        if (body is null) throw SqsException.MissingParameter("MessageBody");
        if (hasAttributes) throw SqsException.Unsupported("Message attributes are not kept here.");
        var delay = InRange("DelaySeconds", delaySeconds ?? 0, 0, (int)OutgoingMessage.MaxDelay.TotalSeconds);
        return new OutgoingMessage { Body = body, Delay = Seconds(delay) };
    }

    private static Message Answer(ReceivedMessage message, string[] wanted)
    {
        var attributes = new Dictionary<string, string>
        {
            ["ApproximateReceiveCount"] = message.ReceiveCount.ToString(CultureInfo.InvariantCulture),
        };
        var given = wanted.Contains("All") ? attributes : attributes.Where(a => wanted.Contains(a.Key)).ToDictionary();
        return new Message(
            message.Id, message.ReceiptHandle, Md5(message.Body), message.Body, given.Count == 0 ? null : given);
    }

    private static ReceivedMessage Delivery(QueueName queue, string? receiptHandle)
    {
        if (string.IsNullOrEmpty(receiptHandle)) throw SqsException.MissingParameter("ReceiptHandle");
        if (!receiptHandle.StartsWith(ReceiptPrefix, StringComparison.Ordinal)) throw SqsException.ReceiptHandleIsInvalid();
        return new ReceivedMessage { Queue = queue, Id = "", ReceiptHandle = receiptHandle, Body = "", ReceiveCount = 1 };
    }

    private static TimeSpan Visibility(int seconds) =>
        Seconds(InRange("VisibilityTimeout", seconds, 0, (int)MessageLimits.MaxVisibility.TotalSeconds));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static int InRange(string name, int value, int min, int max) => value >= min && value <= max
        ? value
        : throw SqsException.InvalidParameter(
            $"Value {value} for parameter {name} is invalid. Reason: Must be between {min} and {max}, if provided.");

    [SuppressMessage("Security", "CA5351", Justification =
        "SQS answers with the MD5 of what it got, so that clients see what was spoilt on the way; nothing is protected by it.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
