using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

public sealed class DigestNotifierTests : IAsyncLifetime
{
    private SlackFixture _fixture = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _fixture = await SlackFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Slack_gets_one_message_that_names_the_digest_for_programs()
    {
        var sent = await Slack().SendAsync(DigestSamples.Busy, Cancel);

        var message = _fixture.Slack.Messages.ShouldHaveSingleItem();
        sent.ShouldBe(new NotifierResult.Delivered(new MessageReference(SlackStandIn.Channel, message.Ts)));
        message.Content["metadata"]!.ToJsonString().ShouldBe(
            $$$"""{"event_type":"opsworker_digest","event_payload":{"digest_id":"{{{DigestSamples.Busy.Id}}}"}}""");
        message.BlockText.ShouldNotContain("<!channel>");
    }

    [Fact]
    public async Task A_digest_whose_answer_was_lost_is_found_by_its_id()
    {
        var digest = DigestSamples.Busy with { Period = new(IncidentSamples.Start.AddDays(-1), IncidentSamples.Start) };
        var another = DigestSamples.Quiet with { Id = "dig_another" };
        await Slack().SendAsync(another, Cancel);
        (await Slack().FindAsync(digest, digest.Period.To, Cancel)).ShouldBeNull();
        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.AnswerLost());
        (await Slack().SendAsync(digest, Cancel)).ShouldBeOfType<NotifierResult.RetryAfter>();

        var found = await Slack().FindAsync(digest, digest.Period.To, Cancel);

        found.ShouldBe(new MessageReference(SlackStandIn.Channel, _fixture.Slack.Messages[1].Ts));
    }

    [Fact]
    public async Task What_slack_asks_to_wait_and_what_it_refuses_is_passed_on()
    {
        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.Error("not_in_channel"));
        (await Slack().SendAsync(DigestSamples.Busy, Cancel))
            .ShouldBeOfType<NotifierResult.Rejected>().Reason.ShouldContain("invite the app");

        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.RateLimited(17));
        (await Slack().SendAsync(DigestSamples.Busy, Cancel))
            .ShouldBeOfType<NotifierResult.RetryAfter>().Delay.ShouldBe(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task A_webhook_gets_the_message_and_cannot_look_for_it()
    {
        var webhook = new SlackWebhookDigestNotifier(_fixture.Webhook);

        (await webhook.SendAsync(DigestSamples.Busy, Cancel)).ShouldBeOfType<NotifierResult.Delivered>();

        _fixture.Slack.Messages.ShouldHaveSingleItem().Text.ShouldStartWith("Daily digest, Sunday, 1 March 2026: 42 alerts");
        (await webhook.FindAsync(DigestSamples.Busy, DigestSamples.Busy.Period.To, Cancel)).ShouldBeNull();
    }

    private SlackDigestNotifier Slack() =>
        new(_fixture.Client, _fixture.Options, NullLogger<SlackDigestNotifier>.Instance);
}
