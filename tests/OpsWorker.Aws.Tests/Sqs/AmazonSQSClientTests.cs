using System.Globalization;
using Amazon.Runtime;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sqs.Model;
using OpsWorker.Aws.Tests.Wire;

namespace OpsWorker.Aws.Tests.Sqs;

/// <summary>The wire format, errors and retries of the client, against recorded requests and answers.</summary>
public sealed class AmazonSQSClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> OperationNames() => [.. SqsOperations.All.Keys];

    [Theory]
    [MemberData(nameof(OperationNames))]
    public async Task A_request_is_what_was_recorded(string operation)
    {
        await using var service = await RecordedService.ReplayAsync($"sqs/{operation}.response.http");

        await SqsOperations.All[operation](Client(service), Cancel);

        service.Requests.ShouldHaveSingleItem().Text.ShouldBe(RecordedService.Recording($"sqs/{operation}.request.http"));
    }

    [Fact]
    public async Task A_request_is_signed_for_sqs_with_the_session()
    {
        await using var service = await RecordedService.ReplayAsync("sqs/SendMessage.response.http");

        await Client(service).SendMessageAsync(SqsOperations.Send(), Cancel);

        var headers = service.Requests[0].Headers;
        headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
        headers["Authorization"].ShouldContain("/eu-west-1/sqs/aws4_request");
        headers["X-Amz-Security-Token"].ShouldBe("FwoGZXIvYXdz");
    }

    [Fact]
    public async Task Received_messages_are_read_as_recorded()
    {
        await using var service = await RecordedService.ReplayAsync("sqs/ReceiveMessage.response.http");

        var response = await Client(service).ReceiveMessageAsync(SqsOperations.Receive(), Cancel);

        var message = response.Messages.ShouldHaveSingleItem();
        message.MessageId.ShouldBe("219f8380-5770-4cc2-8c3e-5c715e145f5e");
        message.ReceiptHandle.ShouldBe(SqsOperations.Receipt);
        message.Body.ShouldBe("""{"organisation":"org_1","incidentId":"inc_1"}""");
        message.Attributes[MessageSystemAttributeName.SenderId].ShouldBe("AROAEXAMPLE:cl_1");
        message.Attributes[MessageSystemAttributeName.ApproximateReceiveCount].ShouldBe("2");
        message.MessageAttributes["Reason"].StringValue.ShouldBe("No.");
    }

    [Fact]
    public async Task Results_of_a_batch_are_read_as_recorded()
    {
        await using var service = await RecordedService.ReplayAsync("sqs/SendMessageBatch.response.http");

        var request = new SendMessageBatchRequest { QueueUrl = SqsOperations.QueueUrl, Entries = [] };
        var response = await Client(service).SendMessageBatchAsync(request, Cancel);

        response.Successful.ShouldBe([new SendMessageBatchResultEntry("0", "219f8380-5770-4cc2-8c3e-5c715e145f5e")]);
        response.Failed.ShouldBe([new BatchResultErrorEntry("1", true, "InvalidParameterValue", "DelaySeconds is not valid here.")]);
    }

    [Theory]
    [InlineData("QueueDoesNotExist", "QueueDoesNotExist", 400)]
    [InlineData("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 400)]
    [InlineData("AccessDenied", "AccessDeniedException", 403)]
    [InlineData("ExpiredToken", "ExpiredTokenException", 403)]
    public async Task An_error_that_repetition_cannot_help_is_told_at_once(string recording, string code, int status)
    {
        await using var service = await RecordedService.ReplayAsync($"sqs/errors/{recording}.http");

        var error = await Should.ThrowAsync<AmazonSQSException>(() => Client(service).SendMessageAsync(SqsOperations.Send(), Cancel));

        error.ErrorCode.ShouldBe(code);
        error.RequestId.ShouldBe("2a1b0c9d-1111-2222-3333-444455556666");
        ((int)error.StatusCode).ShouldBe(status);
        service.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("RequestThrottled")]
    [InlineData("InternalFailure")]
    [InlineData("ServiceUnavailable")]
    public async Task An_error_that_may_pass_is_tried_again(string recording)
    {
        var error = RecordedService.Recording($"sqs/errors/{recording}.http");
        await using var service = await RecordedService.StartAsync(
            error, error, RecordedService.Recording("sqs/SendMessage.response.http"));

        var response = await Client(service).SendMessageAsync(SqsOperations.Send(), Cancel);

        response.MessageId.ShouldBe("219f8380-5770-4cc2-8c3e-5c715e145f5e");
        service.Requests.Count.ShouldBe(3);
        service.Requests.Select(r => r.Text).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_error_that_does_not_pass_is_told_after_three_attempts()
    {
        await using var service = await RecordedService.ReplayAsync("sqs/errors/InternalFailure.http");

        var error = await Should.ThrowAsync<AmazonSQSException>(() => Client(service).SendMessageAsync(SqsOperations.Send(), Cancel));

        error.ErrorCode.ShouldBe("InternalFailure");
        service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_by_the_services_time()
    {
        var date = new DateTimeOffset(2036, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var skewed = RecordedService.Recording("sqs/errors/RequestTimeTooSkewed.http")
            .Replace("{date}", date.ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var service = await RecordedService.StartAsync(
            skewed, RecordedService.Recording("sqs/SendMessage.response.http"));

        await Client(service).SendMessageAsync(SqsOperations.Send(), Cancel);

        service.Requests.Count.ShouldBe(2);
        service.Requests[1].Headers["X-Amz-Date"].ShouldStartWith("20360102T0304");
    }

    [Fact]
    public async Task No_secret_is_in_an_error()
    {
        await using var service = await RecordedService.ReplayAsync("sqs/errors/AccessDenied.http");

        var error = await Should.ThrowAsync<AmazonSQSException>(() => Client(service).SendMessageAsync(SqsOperations.Send(), Cancel));

        error.ToString().ShouldNotContain("wJalrXUtnFEMI");
        error.ToString().ShouldNotContain("FwoGZXIvYXdz");
    }

    private static AmazonSQSClient Client(RecordedService service) => new(
        new SessionAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI", "FwoGZXIvYXdz"),
        new AmazonSQSConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
