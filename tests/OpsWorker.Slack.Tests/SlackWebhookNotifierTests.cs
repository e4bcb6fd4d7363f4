using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

public sealed class SlackWebhookNotifierTests : IAsyncLifetime
{
    private SlackFixture _fixture = null!;
    private SlackWebhookNotifier _notifier = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IncidentView Reported =>
        IncidentSamples.Reported(IncidentSamples.Incident(), DiagnosisSamples.Found, DiagnosisSamples.Headline);

    public async ValueTask InitializeAsync()
    {
        _fixture = await SlackFixture.StartAsync();
        _notifier = new SlackWebhookNotifier(_fixture.Webhook);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Nothing_is_posted_before_there_is_an_outcome()
    {
        var waiting = IncidentSamples.Waiting(IncidentSamples.Incident());

        var sent = await DeliveredAsync(_notifier.SendAsync(waiting, Cancellation));
        await DeliveredAsync(_notifier.UpdateAsync(IncidentSamples.Resolved(waiting), sent, Cancellation));

        _fixture.Slack.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_incident_that_was_resolved_before_its_report_is_one_message()
    {
        var sent = await DeliveredAsync(_notifier.SendAsync(IncidentSamples.Waiting(IncidentSamples.Incident()), Cancellation));
        var updated = await DeliveredAsync(_notifier.UpdateAsync(IncidentSamples.Resolved(Reported), sent, Cancellation));
        await DeliveredAsync(_notifier.UpdateAsync(IncidentSamples.Resolved(Reported), updated, Cancellation));

        _fixture.Slack.Messages.ShouldHaveSingleItem().BlockText.ShouldStartWith("Resolved: ");
    }

    [Fact]
    public async Task A_second_investigation_is_posted_too()
    {
        var sent = await DeliveredAsync(_notifier.SendAsync(Reported, Cancellation));
        var again = Reported with { Investigation = Reported.Investigation! with { Id = "inv_second" } };

        await DeliveredAsync(_notifier.UpdateAsync(again, sent, Cancellation));

        _fixture.Slack.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_incident_that_is_not_investigated_is_posted_at_once()
    {
        var incident = IncidentSamples.Incident() with { InvestigationId = null };

        await DeliveredAsync(_notifier.SendAsync(new IncidentView(incident, null, []), Cancellation));

        _fixture.Slack.Messages.ShouldHaveSingleItem().BlockText.ShouldContain("the rule asks for no investigation");
    }

    [Fact]
    public async Task A_webhook_that_is_gone_is_rejected_with_advice()
    {
        _fixture.Slack.FailNext("webhook", new SlackFault.Status(404, "no_service"));

        var result = await _notifier.SendAsync(Reported, Cancellation);

        result.ShouldBeOfType<NotifierResult.Rejected>().Reason.ShouldContain("create a new one and set Slack:WebhookUrl");
    }

    [Fact]
    public async Task A_failed_post_is_not_recorded_as_delivered()
    {
        _fixture.Slack.FailNext("webhook", new SlackFault.Status(503));

        (await _notifier.SendAsync(Reported, Cancellation)).ShouldBeOfType<NotifierResult.RetryAfter>();
        await DeliveredAsync(_notifier.SendAsync(Reported, Cancellation));

        _fixture.Slack.Messages.Count.ShouldBe(1);
    }

    private static async Task<MessageReference> DeliveredAsync(Task<NotifierResult> call) =>
        (await call).ShouldBeOfType<NotifierResult.Delivered>().Message;
}
