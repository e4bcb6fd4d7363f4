using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Interactions;

namespace OpsWorker.Slack.Tests.Interactions;

/// <summary>Slack's requests are taken only if Slack signed them lately, and what they ask for is queued before the answer.</summary>
public sealed class SlackReceiverTests
{
    private readonly ReceiverWorld _world = new();

    [Fact]
    public void The_signature_of_the_documented_example_is_the_documented_one()
    {
        const string body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        SlackSignature.Of("1531420618", System.Text.Encoding.UTF8.GetBytes(body), "8f742231b10e8888abcd99yyyzzz85a5")
            .ShouldBe("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    [Fact]
    public async Task A_pressed_button_is_queued_with_the_person_who_pressed_it()
    {
        (await ButtonAsync()).ShouldBe(new ChatAnswer(ChatOutcome.Accepted));

        var command = _world.TheCommand();
        command.Operation.ShouldBe(ChatOperation.Acknowledge);
        command.By.ShouldBe(new Actor(ActorKind.SlackUser, "U0ADA", "ada"));
        command.IncidentId.ShouldBe(ReceiverWorld.Incident);
        command.Organisation.ShouldBe(new OrganisationId("org_1"));
        command.ReplyTo.Url.ShouldBe("https://hooks.slack.com/actions/T0TEAM/1/xyz");
        _world.Queue.Sent[0].Message.GroupId.ShouldBe(ReceiverWorld.Incident);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("C0123456789=payments", "payments")]
    [InlineData(" C0OTHER=search , C0123456789=* ", null)]
    [InlineData("C0OTHER=search", "")]
    [InlineData("C0123456789=payments, U0ADA=search", "search")]
    [InlineData("C0123456789=payments, U0ADA=*", null)]
    [InlineData("C0123456789", "")]
    public async Task Requests_have_the_workspace_of_the_member_or_else_of_the_channel(string? setting, string? expected)
    {
        _world["Slack:Workspaces"] = setting;
        await ButtonAsync();
        await _world.SendAsync(ChatRequestKind.Command, ReceiverWorld.Request("command.form"));
        await _world.SendAsync(ChatRequestKind.Event, ReceiverWorld.Request("mention.json"));

        _world.Queue.Sent.Select(sent => JsonNode.Parse(sent.Message.Body)!["workspace"]?.GetValue<string>())
            .ShouldBe([expected, expected, expected]);
    }

    [Fact]
    public async Task A_request_that_Slack_repeats_has_the_same_deduplication_id()
    {
        await ButtonAsync();
        await ButtonAsync();

        _world.Queue.Sent.Select(sent => sent.Message.DeduplicationId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_menus_choice_is_queued_with_the_length_of_the_silence()
    {
        await _world.SendAsync(ChatRequestKind.Interaction, ReceiverWorld.Form(ReceiverWorld.Request("menu.json")));

        _world.TheCommand().Operation.ShouldBe(ChatOperation.Silence);
        _world.TheCommand().Length.ShouldBe(TimeSpan.FromHours(8));
    }

    [Theory]
    [InlineData("opsworker.right_cause", "inc_1 ConfigMapMissing", ChatOperation.NotHelpful, CauseCode.ConfigMapMissing)]
    [InlineData("opsworker.helpful", "inc_1", ChatOperation.Helpful, null)]
    [InlineData("opsworker.not_helpful", "inc_1", ChatOperation.NotHelpful, null)]
    [InlineData("opsworker.investigate", "inc_1", ChatOperation.Investigate, null)]
    public async Task Each_button_is_an_operation(string action, string value, ChatOperation operation, CauseCode? cause)
    {
        await PressAsync(action, value);

        _world.TheCommand().Operation.ShouldBe(operation);
        _world.TheCommand().RightCause.ShouldBe(cause);
    }

    [Theory]
    [InlineData("opsworker.open", "inc_1")]
    [InlineData("another.app", "inc_1")]
    [InlineData("opsworker.right_cause", "inc_1 7")]
    [InlineData("opsworker.right_cause", "inc_1 NoSuchCause")]
    [InlineData("opsworker.silence", "inc_1 9d")]
    [InlineData("opsworker.acknowledge", "../inc_1")]
    public async Task An_action_that_is_none_of_ours_is_answered_and_does_nothing(string action, string value)
    {
        (await PressAsync(action, value)).Outcome.ShouldBe(ChatOutcome.Accepted);

        _world.Queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slash_command_is_queued()
    {
        (await _world.SendAsync(ChatRequestKind.Command, ReceiverWorld.Request("command.form"))).Outcome.ShouldBe(ChatOutcome.Accepted);

        var command = _world.TheCommand();
        (command.Operation, command.IncidentId, command.Length).ShouldBe(
            (ChatOperation.Silence, ReceiverWorld.Incident, TimeSpan.FromMinutes(30)));
    }

    [Theory]
    [InlineData("", "lists the open incidents")]
    [InlineData("help", "lists the open incidents")]
    [InlineData("delete everything", "no command `delete`")]
    [InlineData("ack", "needs an incident")]
    [InlineData("ack <!channel>", "`&lt;!channel&gt;` is not")]
    [InlineData("ack inc_1 inc_2", "`inc_2` after `ack`")]
    [InlineData("silence inc_1 soon", "`soon` is not a length")]
    [InlineData("silence inc_1 8d", "`8d` is not a length")]
    public async Task A_slash_command_that_is_not_understood_is_answered_at_once(string text, string expected)
    {
        var answer = await _world.SendAsync(ChatRequestKind.Command, $"user_id=U1&text={Uri.EscapeDataString(text)}&response_url=x");

        var body = JsonNode.Parse(answer.Body!)!;
        body["response_type"]!.GetValue<string>().ShouldBe("ephemeral");
        body["text"]!.GetValue<string>().ShouldContain(expected);
        _world.Queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mention_is_queued_with_its_thread_as_the_place_for_the_answer()
    {
        await _world.SendAsync(ChatRequestKind.Event, ReceiverWorld.Request("mention.json"));

        var command = _world.TheCommand();
        (command.Operation, command.IncidentId).ShouldBe((ChatOperation.Show, ReceiverWorld.Incident));
        command.ReplyTo.ShouldBe(new ChatReplyTo(null, "C0123456789", "1772334050.000200"));
    }

    [Fact]
    public async Task A_mention_by_an_app_is_no_command()
    {
        var mention = ReceiverWorld.Request("mention.json").Replace("\"user\": \"U0ADA\"", "\"user\": \"U0ADA\", \"bot_id\": \"B1\"");
        (await _world.SendAsync(ChatRequestKind.Event, mention)).Outcome.ShouldBe(ChatOutcome.Accepted);

        _world.Queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_verification_of_the_address_gets_its_challenge_back()
    {
        var answer = await _world.SendAsync(ChatRequestKind.Event, """{"type":"url_verification","challenge":"3eZbrw1aB"}""");

        answer.Body.ShouldBe("""{"challenge":"3eZbrw1aB"}""");
    }

    [Fact]
    public async Task A_body_that_was_changed_is_refused()
    {
        var body = ReceiverWorld.Request("command.form");
        var timestamp = Now().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = SlackSignature.Of(timestamp, System.Text.Encoding.UTF8.GetBytes(body), ReceiverWorld.Secret);
        var answer = await _world.SendAsync(ChatRequestKind.Command, body.Replace("30m", "31m"), signature: signature);

        answer.Outcome.ShouldBe(ChatOutcome.NotAuthentic);
        answer.Body!.ShouldNotContain(ReceiverWorld.Secret);
        _world.Queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_apps_secret_is_refused() =>
        (await _world.SendAsync(ChatRequestKind.Command, ReceiverWorld.Request("command.form"), secret: "another"))
            .Outcome.ShouldBe(ChatOutcome.NotAuthentic);

    [Theory]
    [InlineData(-301, ChatOutcome.NotAuthentic)]
    [InlineData(-300, ChatOutcome.Accepted)]
    [InlineData(300, ChatOutcome.Accepted)]
    [InlineData(301, ChatOutcome.NotAuthentic)]
    public async Task A_request_is_taken_for_five_minutes_so_that_it_cannot_be_replayed_later(int seconds, ChatOutcome expected) =>
        (await _world.SendAsync(ChatRequestKind.Command, ReceiverWorld.Request("command.form"), at: Now() + seconds))
            .Outcome.ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("v0=")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public async Task A_request_without_a_valid_signature_is_refused(string signature) =>
        (await _world.SendAsync(ChatRequestKind.Command, "text=help", signature: signature)).Outcome.ShouldBe(ChatOutcome.NotAuthentic);

    [Fact]
    public async Task Without_a_signing_secret_nothing_is_taken()
    {
        _world["Slack:SigningSecret"] = null;

        (await _world.SendAsync(ChatRequestKind.Command, "text=help")).Outcome.ShouldBe(ChatOutcome.NotConfigured);
    }

    [Fact]
    public async Task Of_several_organisations_the_configured_one_is_meant_and_without_it_none()
    {
        _world.Organisations.Ids.Add("org_2");
        (await _world.SendAsync(ChatRequestKind.Command, ReceiverWorld.Request("command.form"))).Body!.ShouldContain("Slack:Organisation");
        _world.Queue.Sent.ShouldBeEmpty();

        _world["Slack:Organisation"] = "org_2";
        await _world.SendAsync(ChatRequestKind.Command, ReceiverWorld.Request("command.form"));
        _world.TheCommand().Organisation.ShouldBe(new OrganisationId("org_2"));
    }

    [Theory]
    [InlineData("https://hooks.slack.com.example.org/x")]
    [InlineData("http://hooks.slack.com/x")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("nothing")]
    public async Task An_address_for_answers_that_is_not_Slacks_is_refused(string url)
    {
        var body = ReceiverWorld.Request("button.json").Replace("https://hooks.slack.com/actions/T0TEAM/1/xyz", url);

        (await _world.SendAsync(ChatRequestKind.Interaction, ReceiverWorld.Form(body))).Outcome.ShouldBe(ChatOutcome.NotUnderstood);
        _world.Queue.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ChatRequestKind.Interaction, "")]
    [InlineData(ChatRequestKind.Interaction, "payload=%7B")]
    [InlineData(ChatRequestKind.Interaction, "payload=null")]
    [InlineData(ChatRequestKind.Command, "text=help")]
    [InlineData(ChatRequestKind.Event, "[]")]
    [InlineData(ChatRequestKind.Event, "{\"type\":7}")]
    public async Task A_signed_body_that_is_no_request_is_not_understood(ChatRequestKind kind, string body) =>
        (await _world.SendAsync(kind, body)).Outcome.ShouldBe(ChatOutcome.NotUnderstood);

    private long Now() => _world.Time.GetUtcNow().ToUnixTimeSeconds();

    private Task<ChatAnswer> ButtonAsync() =>
        _world.SendAsync(ChatRequestKind.Interaction, ReceiverWorld.Form(ReceiverWorld.Request("button.json")));

    private Task<ChatAnswer> PressAsync(string action, string value)
    {
        var payload = JsonNode.Parse(ReceiverWorld.Request("button.json"))!;
        payload["actions"]![0]!["action_id"] = action;
        payload["actions"]![0]!["value"] = value;
        return _world.SendAsync(ChatRequestKind.Interaction, ReceiverWorld.Form(payload.ToJsonString()));
    }
}
