using Amazon.Runtime;
using OpsWorker.Aws.Ssm;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Testing;

namespace OpsWorker.Aws.Tests.Ssm;

public sealed class SsmSecretSourceWireTests
{
    private const string Name = "Slack:BotToken";
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Found => RecordedService.Recording("ssm/GetParameter.response.http");

    private static string NotFound => RecordedService.Recording("ssm/ParameterNotFound.http");

    [Fact]
    public async Task Request_and_answer_are_what_was_recorded()
    {
        await using var service = await RecordedService.StartAsync(Found);

        (await Source(service).GetAsync(Name, Cancel)).ShouldBe("xoxb-example");

        var request = service.Requests.ShouldHaveSingleItem();
        request.Text.ShouldBe(RecordedService.Recording("ssm/GetParameter.request.http"));
        request.Headers["Authorization"].ShouldContain("/eu-west-1/ssm/aws4_request");
    }

    [Fact]
    public async Task An_answer_is_used_again_for_a_minute()
    {
        await using var service = await RecordedService.StartAsync(Found, NotFound);
        var source = Source(service);

        await source.GetAsync(Name, Cancel);
        _time.Advance(SsmSecretSource.KeptFor - TimeSpan.FromSeconds(1));
        (await source.GetAsync(Name, Cancel)).ShouldBe("xoxb-example");
        service.Requests.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(1));
        (await source.GetAsync(Name, Cancel)).ShouldBeNull();
        (await source.GetAsync(Name, Cancel)).ShouldBeNull();
        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Throttling_is_tried_again()
    {
        await using var service = await RecordedService.StartAsync(RecordedService.Recording("ssm/ThrottlingException.http"), Found);

        (await Source(service).GetAsync(Name, Cancel)).ShouldBe("xoxb-example");
    }

    [Fact]
    public async Task What_is_forbidden_is_an_error_and_not_a_missing_secret()
    {
        await using var service = await RecordedService.ReplayAsync("ssm/AccessDeniedException.http");

        var error = await Should.ThrowAsync<AmazonSimpleSystemsManagementException>(() => Source(service).GetAsync(Name, Cancel));

        error.ErrorCode.ShouldBe("AccessDeniedException");
    }

    private SsmSecretSource Source(RecordedService service) => new(
        new AmazonSimpleSystemsManagementClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonSimpleSystemsManagementConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" }),
        "/opsworker/prod/",
        _time);
}
