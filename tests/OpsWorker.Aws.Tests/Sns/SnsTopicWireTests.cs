using Amazon.Runtime;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sns.Model;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sns;

/// <summary>The topic against the answers of SNS that its API reference shows.</summary>
public sealed class SnsTopicWireTests
{
    private static readonly IncidentChanged Changed = new(new OrganisationId("org_1"), "inc_1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_id_of_a_published_message_is_read()
    {
        await using var service = await RecordedService.ReplayAsync("sns/Publish.response.http");

        var response = await Client(service).PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel);

        response.MessageId.ShouldBe("567910cd-659e-55d4-8ccb-5aaf14679dc0");
    }

    [Fact]
    public async Task A_permanent_error_is_thrown_at_once_without_a_secret()
    {
        await using var service = await RecordedService.ReplayAsync("sns/NotFound.http");

        var error = await Should.ThrowAsync<AmazonSimpleNotificationServiceException>(
            () => Topic(service).PublishAsync(Changed, "d", Cancel));

        error.ErrorCode.ShouldBe("NotFound");
        error.Message.ShouldBe("Topic does not exist");
        error.RequestId.ShouldBe("2a1b0c9d-1111-2222-3333-444455556666");
        error.ToString().ShouldNotContain("wJalrXUtnFEMI");
        service.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Throttled")]
    [InlineData("InternalError")]
    public async Task A_transient_error_is_retried(string recording)
    {
        await using var service = await RecordedService.StartAsync(
            RecordedService.Recording($"sns/{recording}.http"), RecordedService.Recording("sns/Publish.response.http"));

        await Topic(service).PublishAsync(Changed, "d", Cancel);

        service.Requests.Count.ShouldBe(2);
    }

    private static SnsTopic Topic(RecordedService service) =>
        new(Client(service), "arn:aws:sns:eu-west-1:123456789012:opsworker-reports.fifo");

    private static AmazonSimpleNotificationServiceClient Client(RecordedService service) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI"),
        new AmazonSimpleNotificationServiceConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
