using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Aws.Ssm;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Testing;

namespace OpsWorker.Aws.Tests.Ssm;

public sealed class SsmSecretSourceWireTests
{
    private const string Name = "Slack:BotToken";
    private readonly FakeTimeProvider _time = new(TestClock.Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Found => RecordedService.Recording("ssm/GetParameter.response.http");

    private static string NotFound => RecordedService.Recording("ssm/ParameterNotFound.http");

    [Fact]
    public async Task The_decrypted_parameter_below_the_prefix_is_the_secret()
    {
        await using var service = await RecordedService.StartAsync(Found);

        (await Source(service).GetAsync(Name, Cancel)).ShouldBe("xoxb-example");

        var request = service.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe("AmazonSSM.GetParameter");
        request.Json["Name"]!.GetValue<string>().ShouldBe("/opsworker/prod/Slack/BotToken");
        request.Json["WithDecryption"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_is_cached_for_a_minute()
    {
        await using var service = await RecordedService.StartAsync(Found, NotFound);
        var source = Source(service);

        await source.GetAsync(Name, Cancel);
        _time.Advance(SsmSecretSource.CacheLifetime - TimeSpan.FromSeconds(1));
        (await source.GetAsync(Name, Cancel)).ShouldBe("xoxb-example");
        service.Requests.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(1));
        (await source.GetAsync(Name, Cancel)).ShouldBeNull();
        (await source.GetAsync(Name, Cancel)).ShouldBeNull();
        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_throttled_call_is_retried()
    {
        await using var service = await RecordedService.StartAsync(RecordedService.Recording("ssm/ThrottlingException.http"), Found);

        (await Source(service).GetAsync(Name, Cancel)).ShouldBe("xoxb-example");
    }

    [Fact]
    public async Task A_forbidden_parameter_is_an_error_and_not_a_missing_secret()
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
