using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sqs;

/// <summary>The queue against answers of SQS that an emulator never gives.</summary>
public sealed class SqsMessageQueueWireTests
{
    private const string Sent = "HTTP/1.1 200 OK\n\n{\"MessageId\":\"m1\"}";
    private const string Nothing = "HTTP/1.1 200 OK\n\n";
    private const string EmptyObject = "HTTP/1.1 200 OK\n\n{}";

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

    [Fact]
    public async Task An_answer_without_messages_is_an_empty_list()
    {
        await using var service = await RecordedService.StartAsync(EmptyObject);

        (await Queue(service).ReceiveAsync(Queues.Results, 1, TimeSpan.FromSeconds(30), TimeSpan.Zero, Cancel)).ShouldBeEmpty();
        (await Queue(service).ListDeadLettersAsync(Queues.Results, 1, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_without_attributes_is_a_first_delivery_without_a_sender()
    {
        await using var service = await RecordedService.StartAsync(Received(attributes: ""));

        var message = (await ReceiveAsync(service)).ShouldHaveSingleItem();

        (message.Id, message.ReceiptHandle, message.Body, message.ReceiveCount).ShouldBe(("m1", "r1", "{}", 1));
        message.SenderId.ShouldBeNull();
        message.GroupId.ShouldBeNull();
    }

    [Fact]
    public async Task Sender_group_and_receive_count_are_read_from_the_attributes()
    {
        await using var service = await RecordedService.StartAsync(Received(
            """, "Attributes": { "SenderId": "AROAEXAMPLE:cl_1", "MessageGroupId": "al_1", "ApproximateReceiveCount": "2" }"""));

        var message = (await ReceiveAsync(service)).ShouldHaveSingleItem();

        (message.SenderId, message.GroupId, message.ReceiveCount).ShouldBe(("AROAEXAMPLE:cl_1", "al_1", 2));
        service.Requests[0].Json["MessageSystemAttributeNames"]!.AsArray().Select(name => name!.GetValue<string>())
            .ShouldBe(["ApproximateReceiveCount", "SenderId", "MessageGroupId"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_dead_letter_that_sqs_moved_is_dated_by_its_sending()
    {
        await using var service = await RecordedService.StartAsync(
            Received(""", "Attributes": { "SentTimestamp": "1772334000000" }"""), EmptyObject, Nothing);

        var letter = (await Queue(service).ListDeadLettersAsync(Queues.Results, 10, Cancel)).ShouldHaveSingleItem();

        letter.Id.ShouldBe("m1");
        letter.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_772_334_000_000));
        letter.Reason.ShouldContain("too many receives");
    }

    [Theory]
    [InlineData("com.amazonaws.sqs#MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight")]
    [InlineData("com.amazonaws.sqs#ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid")]
    [InlineData("com.amazon.coral.service#InvalidParameterValueException", "InvalidParameterValue")]
    public async Task An_outdated_delivery_is_not_made_a_dead_letter(string type, string queryError)
    {
        foreach (var answer in (string[])[SqsError(type), SqsError(type, queryError)])
        {
            await using var service = await RecordedService.StartAsync(answer);
            var queue = Queue(service);

            await queue.DeadLetterAsync(Delivery, "no", Cancel);
            await queue.CompleteAsync(Delivery, Cancel);
            await queue.RetryAfterAsync(Delivery, TimeSpan.Zero, Cancel);

            service.Requests.Select(r => r.Target).ShouldBe(
                ["AmazonSQS.ChangeMessageVisibility", "AmazonSQS.DeleteMessage", "AmazonSQS.ChangeMessageVisibility"]);
        }
    }

    [Fact]
    public async Task A_dead_letter_is_sent_before_its_message_is_deleted()
    {
        await using var service = await RecordedService.StartAsync(Nothing, Sent, Nothing);

        await Queue(service).DeadLetterAsync(Delivery, "line\nbreak \ud800", Cancel);

        service.Requests.Select(r => r.Target).ShouldBe(
            ["AmazonSQS.ChangeMessageVisibility", "AmazonSQS.SendMessage", "AmazonSQS.DeleteMessage"]);
        var letter = service.Requests[1].Json;
        Text(letter, "QueueUrl").ShouldEndWith("/opsworker-alerts-dead.fifo");
        Text(letter, "MessageGroupId").ShouldBe("al_1");
        Text(letter, "MessageDeduplicationId").ShouldBe("m1");
        Text(letter, "MessageAttributes", "Reason", "DataType").ShouldBe("String");
        Text(letter, "MessageAttributes", "Reason", "StringValue").ShouldBe("line break \uFFFD");
    }

    [Fact]
    public async Task Only_the_failed_messages_of_a_batch_are_sent_again()
    {
        const string Partial = """
            HTTP/1.1 200 OK

            {"Successful":[{"Id":"0","MessageId":"m0","MD5OfMessageBody":"8b04d5e3775d298e78455efc5ca404d5"}],
             "Failed":[{"Id":"1","SenderFault":false,"Code":"InternalError"}]}
            """;
        await using var service = await RecordedService.StartAsync(Partial, EmptyObject);

        await Queue(service).SendAsync(Queues.Results, [Message("first"), Message("second")], Cancel);

        service.Requests.Count.ShouldBe(2);
        service.Requests[1].Body.ShouldContain("second");
        service.Requests[1].Body.ShouldNotContain("first");
    }

    [Fact]
    public async Task A_message_that_sqs_refuses_fails_the_batch()
    {
        await using var service = await RecordedService.StartAsync("""
            HTTP/1.1 200 OK

            {"Failed":[{"Id":"1","SenderFault":true,"Code":"InvalidParameterValue","Message":"DelaySeconds is not valid here."}]}
            """);

        var error = await Should.ThrowAsync<AmazonSQSException>(
            () => Queue(service).SendAsync(Queues.Results, [Message("first"), Message("second")], Cancel));

        error.ErrorCode.ShouldBe("InvalidParameterValue");
        error.Message.ShouldContain("1 of 2 messages");
        error.Message.ShouldContain("DelaySeconds is not valid here.");
        service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_for_one_call_is_sent_in_several()
    {
        await using var service = await RecordedService.StartAsync(EmptyObject);
        var large = Message(new string('x', 600 * 1024));

        await Queue(service).SendAsync(Queues.Results, [Message("a"), large, large, Message("b")], Cancel);

        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sqs_redrives_the_dead_letters()
    {
        const string Arn = "HTTP/1.1 200 OK\n\n{\"Attributes\":{\"QueueArn\":\"arn:aws:sqs:eu-west-1:123456789012:opsworker-{name}\"}}";
        await using var service = await RecordedService.StartAsync(
            Arn.Replace("{name}", "alerts-dead.fifo"), Arn.Replace("{name}", "alerts.fifo"), "HTTP/1.1 200 OK\n\n{\"TaskHandle\":\"t\"}");

        await new SqsDeadLetters(Client(service), Urls(service).Of, TimeProvider.System).RedriveAsync(Queues.Alerts, Cancel);

        service.Requests[^1].Target.ShouldBe("AmazonSQS.StartMessageMoveTask");
        Text(service.Requests[^1].Json, "SourceArn").ShouldBe("arn:aws:sqs:eu-west-1:123456789012:opsworker-alerts-dead.fifo");
        Text(service.Requests[^1].Json, "DestinationArn").ShouldBe("arn:aws:sqs:eu-west-1:123456789012:opsworker-alerts.fifo");
    }

    [Fact]
    public async Task A_missing_command_queue_counts_as_removed()
    {
        const string Type = "com.amazonaws.sqs#QueueDoesNotExist";
        foreach (var answer in (string[])[SqsError(Type), SqsError(Type, "AWS.SimpleQueueService.NonExistentQueue")])
        {
            await using var service = await RecordedService.StartAsync(answer);

            await new SqsCommandQueues(Client(service), Urls(service), "opsworker-").RemoveAsync("cl_1", Cancel);

            // The agent's queue and the Operator's.
            service.Requests.Select(r => r.Target).ShouldBe(["AmazonSQS.DeleteQueue", "AmazonSQS.DeleteQueue"]);
        }
    }

    [Theory]
    [InlineData(400, "com.amazonaws.sqs#RequestThrottled", 3)]
    [InlineData(500, "com.amazon.coral.service#InternalFailure", 3)]
    [InlineData(503, "com.amazon.coral.service#ServiceUnavailableException", 3)]
    [InlineData(403, "com.amazon.coral.service#AccessDeniedException", 1)]
    [InlineData(403, "com.amazon.coral.service#ExpiredTokenException", 1)]
    public async Task Transient_errors_are_retried_and_permanent_ones_are_not(int status, string type, int attempts)
    {
        await using var service = await RecordedService.StartAsync(SqsError(type, status: status));

        var error = await Should.ThrowAsync<AmazonSQSException>(() => Queue(service).SendAsync(Queues.Results, [Message("{}")], Cancel));

        type.ShouldEndWith("#" + error.ErrorCode);
        ((int)error.StatusCode).ShouldBe(status);
        service.Requests.Count.ShouldBe(attempts);
        error.ToString().ShouldNotContain("wJalrXUtnFEMI");
        error.ToString().ShouldNotContain("FwoGZXIvYXdz");
    }

    private static Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(RecordedService service) =>
        Queue(service).ReceiveAsync(Queues.Alerts, 1, TimeSpan.FromSeconds(30), TimeSpan.Zero, Cancel);

    private static string Received(string attributes) =>
        $$"""
        HTTP/1.1 200 OK

        {"Messages":[{"MessageId":"m1","ReceiptHandle":"r1","Body":"{}","MD5OfBody":"99914b932bd37a50b983c5e7c90ae93b"{{attributes}}}]}
        """;

    private static string SqsError(string type, string? queryError = null, int status = 400)
    {
        var header = queryError is null ? "" : $"x-amzn-query-error: {queryError};Sender\n";
        return $"HTTP/1.1 {status} Error\n{header}\n{{\"__type\":\"{type}\",\"message\":\"No.\"}}";
    }

    private static string Text(JsonNode json, params string[] path) =>
        path.Aggregate(json, (node, name) => node[name]!).GetValue<string>();

    private static OutgoingMessage Message(string body) => new() { Body = body };

    private static SqsMessageQueue Queue(RecordedService service) =>
        new(Client(service), Urls(service).Of, TimeProvider.System);

    private static SqsQueueUrls Urls(RecordedService service) => new(service.Url + "/123456789012/opsworker-");

    private static AmazonSQSClient Client(RecordedService service) => new(
        new SessionAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI", "FwoGZXIvYXdz"),
        new AmazonSQSConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
