using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Chat;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Tests.Incidents;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Chat;

/// <summary>Commands of a chat are carried out by the services of the API, and answered.</summary>
public sealed class ChatCommandHandlerTests : IAsyncLifetime, IChatReplier
{
    private static readonly Actor s_ada = new(ActorKind.SlackUser, "U1", "ada");

    private readonly PipelineWorld _world = new();
    private readonly AlertWorld _alerts;
    private readonly List<ChatReply> _replies = [];
    private NotifierResult _result = new NotifierResult.Delivered(new MessageReference("reply", ""));
    private Incident _incident = null!;

    public ChatCommandHandlerTests() => _alerts = new AlertWorld(_world);

    public async ValueTask InitializeAsync()
    {
        await _world.AddClusterAsync(_alerts.Organisation);
        await _alerts.FireAsync("alertname=A namespace=shop deployment=checkout");
        _incident = await _alerts.TheIncidentAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    public Task<NotifierResult> ReplyAsync(ChatReplyTo to, ChatReply reply, CancellationToken cancellationToken)
    {
        _replies.Add(reply);
        return Task.FromResult(_result);
    }

    [Fact]
    public async Task An_acknowledgement_is_recorded_and_answered()
    {
        await HandleAsync(Command(ChatOperation.Acknowledge));

        (await _alerts.TheIncidentAsync()).Acknowledged!.By.ShouldBe(s_ada);
        _replies.ShouldHaveSingleItem().ShouldBeOfType<ChatReply.Done>().What.ShouldBe("Acknowledged");
    }

    [Theory]
    [InlineData(ChatOperation.Acknowledge)]
    [InlineData(ChatOperation.Investigate)]
    [InlineData(ChatOperation.Silence)]
    [InlineData(ChatOperation.Helpful)]
    [InlineData(ChatOperation.NotHelpful)]
    [InlineData(ChatOperation.Show)]
    public async Task An_incident_does_not_exist_for_people_of_another_workspace(ChatOperation operation)
    {
        await HandleAsync(Command(operation) with { Workspace = "payments" });

        _replies.ShouldHaveSingleItem().ShouldBe(new ChatReply.Refused($"There is no incident {_incident.Id}."));
        (await _alerts.TheIncidentAsync()).Version.ShouldBe(_incident.Version);
    }

    [Fact]
    public async Task People_list_the_incidents_of_their_workspace()
    {
        await HandleAsync(Command(ChatOperation.Incidents));
        await HandleAsync(Command(ChatOperation.Incidents) with { Workspace = "payments" });

        _replies.Select(reply => reply.ShouldBeOfType<ChatReply.Incidents>().Open.Count).ShouldBe([1, 0]);
    }

    [Fact]
    public async Task Where_a_channel_has_no_workspace_nothing_is_done_and_the_answer_says_why()
    {
        await HandleAsync(Command(ChatOperation.Acknowledge) with { Workspace = "" });

        _replies.ShouldHaveSingleItem().ShouldBeOfType<ChatReply.Refused>().Reason.ShouldContain("Slack:Workspaces");
        (await _alerts.TheIncidentAsync()).Acknowledged.ShouldBeNull();
    }

    [Fact]
    public async Task Who_acknowledges_second_hears_who_was_first()
    {
        await HandleAsync(Command(ChatOperation.Acknowledge));
        await HandleAsync(Command(ChatOperation.Acknowledge) with { By = new Actor(ActorKind.SlackUser, "U2", "bob") });

        _replies[1].ShouldBeOfType<ChatReply.Refused>().Reason.ShouldContain("ada");
    }

    [Fact]
    public async Task A_silence_is_recorded_for_its_length()
    {
        await HandleAsync(Command(ChatOperation.Silence) with { Length = TimeSpan.FromHours(8) });

        (await _alerts.TheIncidentAsync()).Silenced!.Until.ShouldBe(TestTime.AddHours(8));
    }

    [Fact]
    public async Task A_wrong_report_leads_to_the_question_for_the_right_cause_and_the_answer_is_kept()
    {
        await HandleAsync(Command(ChatOperation.NotHelpful));
        _replies[0].ShouldBeOfType<ChatReply.WhichCause>();

        await HandleAsync(Command(ChatOperation.NotHelpful) with { RightCause = CauseCode.ConfigMapMissing });
        _replies[1].ShouldBeOfType<ChatReply.Done>();
        (await _alerts.TheIncidentAsync()).Feedback.ShouldHaveSingleItem().RightCause.ShouldBe(CauseCode.ConfigMapMissing);
    }

    [Fact]
    public async Task Incidents_are_listed_and_shown()
    {
        await HandleAsync(Command(ChatOperation.Incidents));
        await HandleAsync(Command(ChatOperation.Show));

        _replies[0].ShouldBeOfType<ChatReply.Incidents>().Open.ShouldHaveSingleItem().Id.ShouldBe(_incident.Id);
        _replies[1].ShouldBeOfType<ChatReply.Shown>().View.Investigation.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(ChatOperation.Acknowledge)]
    [InlineData(ChatOperation.Show)]
    [InlineData(ChatOperation.Silence)]
    [InlineData(ChatOperation.Investigate)]
    [InlineData(ChatOperation.Helpful)]
    public async Task Another_organisations_incident_is_not_there(ChatOperation operation)
    {
        await HandleAsync(Command(operation) with { Organisation = PipelineWorld.NewOrganisation() });

        _replies.ShouldHaveSingleItem().ShouldBeOfType<ChatReply.Refused>().Reason.ShouldContain("There is no incident");
        (await _alerts.TheIncidentAsync()).Version.ShouldBe(_incident.Version);
    }

    [Fact]
    public async Task A_chat_that_cannot_be_reached_is_tried_again_and_what_was_asked_for_is_done_once()
    {
        _result = new NotifierResult.RetryAfter(TimeSpan.FromSeconds(7), "down");
        var command = Command(ChatOperation.Acknowledge);
        (await HandleAsync(command)).ShouldBe(new HandlerResult.RetryAfter(TimeSpan.FromSeconds(7)));
        var version = (await _alerts.TheIncidentAsync()).Version;

        _result = new NotifierResult.Rejected("the address has expired");
        (await HandleAsync(command)).ShouldBe(HandlerResult.Handled);

        (await _alerts.TheIncidentAsync()).Version.ShouldBe(version);
        _replies[1].ShouldBeOfType<ChatReply.Done>();
        (await AuditAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_people_do_is_in_the_audit_log_and_what_they_read_is_not()
    {
        await HandleAsync(Command(ChatOperation.Show));
        await HandleAsync(Command(ChatOperation.Silence) with { Length = TimeSpan.FromHours(8) });

        var entry = (await AuditAsync()).ShouldHaveSingleItem();
        (entry.By, entry.Name, entry.Action, entry.Target, entry.At)
            .ShouldBe(("slack:U1", "ada", AuditActions.IncidentSilence, _incident.Id, TestTime));
    }

    private DateTimeOffset TestTime => _world.Time.GetUtcNow();

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync() =>
        (await _world.Store.Audit.ListAsync(_alerts.Organisation, new PageRequest(), CancellationToken.None)).Items;

    private ChatCommand Command(ChatOperation operation) => new()
    {
        Organisation = _alerts.Organisation,
        Operation = operation,
        By = s_ada,
        At = TestTime,
        IncidentId = _incident.Id,
        ReplyTo = new ChatReplyTo("https://hooks.slack.com/x"),
    };

    private Task<HandlerResult> HandleAsync(ChatCommand command)
    {
        var edit = new IncidentEdit(_world.Store.Incidents, _world.Store.Topic);
        var audit = new AuditLog(_world.Store.Audit, _world.Time);
        return new ChatCommandHandler(
            new IncidentReader(_world.Store.Incidents, _world.Store.Investigations, new AccessGuard(audit)),
            new IncidentViewReader(_world.Store.Investigations, _world.Store.Journal, _world.Time),
            new IncidentActions(
                new AcknowledgeIncident(edit),
                new CommentOnIncident(edit),
                new CloseIncident(edit, _world.Attempts),
                new SilenceIncident(edit),
                new RateInvestigation(edit),
                new InvestigateAgain(_world.Store.Incidents, _world.Attempts),
                _world.Store.Incidents,
                new AccessGuard(audit),
                audit,
                _world.Time),
            new CurrentNotifiers(TeamNotifiers.None with { Chat = this }),
            NullLogger<ChatCommandHandler>.Instance).HandleAsync(command, Deliveries.First(Queues.Chat), CancellationToken.None);
    }
}
