using OpsWorker.Core.Notifications;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

public sealed class SlackNotifierTests : IAsyncLifetime
{
    private static readonly IncidentView View = IncidentSamples.Queued(IncidentSamples.Incident());

    private SlackFixture _fixture = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _fixture = await SlackFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_found_again()
    {
        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.AnswerLost());

        (await _fixture.Notifier.SendAsync(View, Cancellation)).ShouldBeOfType<NotifierResult.RetryAfter>();
        var found = await _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation);

        found.ShouldBe(new MessageReference(SlackStandIn.Channel, _fixture.Slack.Messages.ShouldHaveSingleItem().Ts));
    }

    [Fact]
    public async Task A_message_is_found_on_a_later_page_of_the_history()
    {
        for (var i = 0; i < 1_020; i++)
        {
            await _fixture.Notifier.SendAsync(IncidentSamples.Queued(IncidentSamples.Incident($"al_{i}")), Cancellation);
        }

        await _fixture.Notifier.SendAsync(View, Cancellation);

        var found = await _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation);
        found!.Id.ShouldBe(_fixture.Slack.Messages[1_020].Ts);
        _fixture.Slack.Requests.Count(r => r == "conversations.history").ShouldBe(2);
    }

    [Fact]
    public async Task Where_history_may_not_be_read_nothing_is_found_and_the_scope_is_named_once()
    {
        _fixture.Slack.Fault = method =>
            method == "conversations.history" ? new SlackFault.Error("missing_scope", "channels:history") : null;

        (await _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation)).ShouldBeNull();
        (await _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation)).ShouldBeNull();

        _fixture.Log.Messages.ShouldHaveSingleItem().ShouldContain("add the scope channels:history");
    }

    [Fact]
    public async Task Where_history_cannot_be_read_now_the_result_is_a_retry()
    {
        _fixture.Slack.FailNext("conversations.history", new SlackFault.RateLimited(17));

        var unavailable = await Should.ThrowAsync<NotifierUnavailableException>(
            () => _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation));

        unavailable.Delay.ShouldBe(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task A_message_of_another_app_is_not_taken_for_ours()
    {
        await _fixture.Client.PostMessageAsync(
            new WebApi.PostMessageRequest
            {
                Channel = SlackStandIn.Channel,
                Text = "hello",
                Blocks = [],
                Metadata = new WebApi.MessageMetadata("another_app", new WebApi.MessagePayload { IncidentId = View.Incident.Id }),
            },
            Cancellation);

        (await _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Metadata_of_another_form_does_no_harm()
    {
        const string page = """
            {"ok":true,"messages":[
              {"ts":"1.1"},
              {"ts":"1.2","metadata":{"event_type":"opsworker_incident"}},
              {"ts":"1.3","metadata":{"event_type":"opsworker_incident","event_payload":[1]}},
              {"ts":"1.4","metadata":{"event_type":"opsworker_incident","event_payload":{"incident_id":7}}},
              {"ts":"1.5","metadata":{"event_type":"another_app","event_payload":{"incident_id":{"deep":[]}}}}]}
            """;
        _fixture.Slack.FailNext("conversations.history", new SlackFault.Status(200, page));

        (await _fixture.Notifier.FindAsync(View.Incident, View.Incident.OpenedAt, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task An_edit_keeps_the_message_findable()
    {
        var sent = (NotifierResult.Delivered)await _fixture.Notifier.SendAsync(View, Cancellation);

        await _fixture.Notifier.UpdateAsync(IncidentSamples.Waiting(View.Incident), sent.Message, Cancellation);

        _fixture.Slack.MessagesPerIncident().ShouldBe(new Dictionary<string, int> { [View.Incident.Id] = 1 });
        _fixture.Slack.Messages[0].Edits.ShouldBe(1);
        _fixture.Slack.Messages[0].BlockText.ShouldContain("asked the cluster 14 questions, waiting for the agent");
    }

    [Fact]
    public async Task A_message_that_somebody_deleted_is_rejected()
    {
        var result = await _fixture.Notifier.UpdateAsync(
            View, new MessageReference(SlackStandIn.Channel, "1.000001"), Cancellation);

        result.ShouldBe(new NotifierResult.Rejected("Slack refused chat.update with message_not_found: the message was deleted."));
    }

    [Fact]
    public async Task The_requests_are_as_recorded()
    {
        var sent = (NotifierResult.Delivered)await _fixture.Notifier.SendAsync(View, Cancellation);
        Golden.ShouldMatchJson(_fixture.Slack.Messages[0].Content.ToJsonString(), "chat.postMessage.json");

        await _fixture.Notifier.UpdateAsync(IncidentSamples.Waiting(View.Incident), sent.Message, Cancellation);
        Golden.ShouldMatchJson(_fixture.Slack.Messages[0].Content.ToJsonString(), "chat.update.json");

        await _fixture.Webhook.PostAsync(new WebApi.WebhookRequest("hello", [BlockKit.Block.Section("*hello*")]), Cancellation);
        Golden.ShouldMatchJson(_fixture.Slack.Messages[1].Content.ToJsonString(), "webhook.json");
    }
}
