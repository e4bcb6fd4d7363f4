using Amazon.Runtime;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sqs;

/// <summary>What the queue makes of answers that an emulator never gives.</summary>
public sealed class SqsMessageQueueWireTests
{
    private const string Sent = "HTTP/1.1 200 OK\n\n{\"MessageId\":\"m1\"}";
    private const string Nothing = "HTTP/1.1 200 OK\n\n";
    private const string NotInFlight = "HTTP/1.1 400 Bad Request\n\n{\"__type\":\"com.amazonaws.sqs#MessageNotInflight\"}";

    private const string ExpiredReceipt =
        "HTTP/1.1 400 Bad Request\n\n{\"__type\":\"com.amazon.coral.service#InvalidParameterValueException\"}";

    private static readonly ReceivedMessage Delivery = new()
    {
        Queue = Queues.Alerts,
        Id = "m1",
        ReceiptHandle = "r1",
        Body = "{}",
        GroupId = "al_1",
        ReceiveCount = 3,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NotInFlight)]
    [InlineData(ExpiredReceipt)]
    public async Task An_outdated_delivery_is_not_made_a_dead_letter(string answer)
    {
        await using var service = await RecordedService.StartAsync(answer);
        var queue = Queue(service);

        await queue.DeadLetterAsync(Delivery, "no", Cancel);
        await queue.CompleteAsync(Delivery, Cancel);
        await queue.RetryAfterAsync(Delivery, TimeSpan.Zero, Cancel);

        service.Requests.ShouldAllBe(r => !r.Text.Contains("SendMessage"));
        service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_dead_letter_is_sent_before_its_message_is_deleted()
    {
        await using var service = await RecordedService.StartAsync(Nothing, Sent, Nothing);

        await Queue(service).DeadLetterAsync(Delivery, "line\nbreak \ud800", Cancel);

        service.Requests.Select(r => r.Headers["X-Amz-Target"]).ShouldBe(
            ["AmazonSQS.ChangeMessageVisibility", "AmazonSQS.SendMessage", "AmazonSQS.DeleteMessage"]);
        service.Requests[1].Text.ShouldContain("/opsworker-alerts-dead.fifo\"");
        service.Requests[1].Text.ShouldContain("\"MessageGroupId\":\"al_1\",\"MessageDeduplicationId\":\"m1\"");
        service.Requests[1].Text.ShouldContain("\"Reason\":{\"DataType\":\"String\",\"StringValue\":\"line break \\uFFFD\"}");
    }

    [Fact]
    public async Task What_failed_of_a_batch_is_sent_again_and_nothing_else()
    {
        const string Partial = """
            HTTP/1.1 200 OK

            {"Successful":[{"Id":"0","MessageId":"m0"}],"Failed":[{"Id":"1","SenderFault":false,"Code":"InternalError"}]}
            """;
        await using var service = await RecordedService.StartAsync(Partial, "HTTP/1.1 200 OK\n\n{\"Successful\":[]}");

        await Queue(service).SendAsync(Queues.Results, [Message("first"), Message("second")], Cancel);

        service.Requests.Count.ShouldBe(2);
        service.Requests[1].Text.ShouldContain("second");
        service.Requests[1].Text.ShouldNotContain("first");
    }

    [Fact]
    public async Task A_batch_that_is_refused_in_part_is_an_error()
    {
        await using var service = await RecordedService.ReplayAsync("sqs/SendMessageBatch.response.http");

        var error = await Should.ThrowAsync<AmazonSQSException>(
            () => Queue(service).SendAsync(Queues.Results, [Message("first"), Message("second")], Cancel));

        error.ErrorCode.ShouldBe("InvalidParameterValue");
        error.Message.ShouldContain("1 of 2 messages");
    }

    [Fact]
    public async Task A_batch_that_is_too_large_for_one_call_is_sent_in_several()
    {
        await using var service = await RecordedService.StartAsync("HTTP/1.1 200 OK\n\n{\"Successful\":[]}");
        var large = Message(new string('x', 600 * 1024));

        await Queue(service).SendAsync(Queues.Results, [Message("a"), large, large, Message("b")], Cancel);

        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Dead_letters_are_moved_back_by_sqs()
    {
        const string Arn = "HTTP/1.1 200 OK\n\n{\"Attributes\":{\"QueueArn\":\"arn:aws:sqs:eu-west-1:123456789012:opsworker-{name}\"}}";
        await using var service = await RecordedService.StartAsync(
            Arn.Replace("{name}", "alerts-dead.fifo"),
            Arn.Replace("{name}", "alerts.fifo"),
            RecordedService.Recording("sqs/StartMessageMoveTask.response.http"));

        await new SqsDeadLetters(Client(service), Urls(service).Of, TimeProvider.System).RedriveAsync(Queues.Alerts, Cancel);

        service.Requests[^1].Text.ShouldBe(RecordedService.Recording("sqs/StartMessageMoveTask.request.http"));
    }

    private static OutgoingMessage Message(string body) => new() { Body = body };

    private static SqsMessageQueue Queue(RecordedService service) =>
        new(Client(service), Urls(service).Of, TimeProvider.System);

    private static SqsQueueUrls Urls(RecordedService service) => new(service.Url + "/123456789012/opsworker-");

    private static AmazonSQSClient Client(RecordedService service) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonSQSConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
