using Amazon.Runtime;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sns;

public sealed class SnsTopicWireTests
{
    private static readonly IncidentChanged Changed = new(new OrganisationId("org_1"), "inc_1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_what_was_recorded()
    {
        await using var service = await RecordedService.ReplayAsync("sns/Publish.response.http");

        await Topic(service).PublishAsync(Changed, "inc_1-3", Cancel);

        var request = service.Requests.ShouldHaveSingleItem();
        request.Text.ShouldBe(RecordedService.Recording("sns/Publish.request.http"));
        request.Headers["Authorization"].ShouldContain("/eu-west-1/sns/aws4_request");
    }

    [Fact]
    public async Task The_messages_id_is_read_as_recorded()
    {
        await using var service = await RecordedService.ReplayAsync("sns/Publish.response.http");

        var response = await Client(service).PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel);

        response.MessageId.ShouldBe("567910cd-659e-55d4-8ccb-5aaf14679dc0");
    }

    [Fact]
    public async Task An_error_that_repetition_cannot_help_is_told_at_once()
    {
        await using var service = await RecordedService.ReplayAsync("sns/NotFound.http");

        var error = await Should.ThrowAsync<AmazonSimpleNotificationServiceException>(
            () => Topic(service).PublishAsync(Changed, "d", Cancel));

        error.ErrorCode.ShouldBe("NotFound");
        error.Message.ShouldBe("Topic does not exist");
        error.RequestId.ShouldBe("2a1b0c9d-1111-2222-3333-444455556666");
        service.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Throttled")]
    [InlineData("InternalError")]
    public async Task An_error_that_may_pass_is_tried_again(string recording)
    {
        await using var service = await RecordedService.StartAsync(
            RecordedService.Recording($"sns/{recording}.http"), RecordedService.Recording("sns/Publish.response.http"));

        await Topic(service).PublishAsync(Changed, "d", Cancel);

        service.Requests.Count.ShouldBe(2);
    }

    private static SnsTopic Topic(RecordedService service) =>
        new(Client(service), "arn:aws:sns:eu-west-1:123456789012:opsworker-reports.fifo");

    private static AmazonSimpleNotificationServiceClient Client(RecordedService service) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonSimpleNotificationServiceConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
