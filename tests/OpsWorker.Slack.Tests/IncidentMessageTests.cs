using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>Each state of an incident as JSON for Slack, in the folder Golden.</summary>
public sealed class IncidentMessageTests
{
    public static TheoryData<string> States() => [.. IncidentViews.All.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void The_message_is_as_recorded(string state)
    {
        var message = IncidentMessage.Render(IncidentViews.All[state]);

        Golden.ShouldMatchJson(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage), $"{state}.json");
    }

    [Theory]
    [InlineData(ReplyOccasion.Cause, "cause", "thread-cause")]
    [InlineData(ReplyOccasion.Resolved, "resolved", "thread-resolved")]
    [InlineData(ReplyOccasion.Resolved, "not-repeated", "thread-not-repeated")]
    public void The_reply_in_the_thread_is_as_recorded(ReplyOccasion occasion, string state, string file)
    {
        var message = ThreadMessage.Render(new IncidentReply(occasion, IncidentViews.All[state]), mention: null);

        Golden.ShouldMatchJson(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage), $"{file}.json");
    }

    [Fact]
    public void A_command_that_does_not_fit_is_left_out_whole()
    {
        string[] commands =
        [
            "kubectl scale deployment/web -n shop --replicas=10", $"kubectl set image deployment/web -n shop app={new string('a', 900)}:1",
            $"kubectl describe deployment/{new string('b', 700)} -n shop", "kubectl delete pod web-0 -n shop --grace-period=300",
        ];
        var view = IncidentSamples.Reported(IncidentSamples.Incident(), DiagnosisSamples.FoundWith(commands), "It is scaled down");

        var message = IncidentMessage.Render(view, interactive: false);
        var json = JsonNode.Parse(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage))!;

        var lines = SlackStandInLimits.Texts(json.AsObject()).SelectMany(text => text.Split('\n')).ToList();
        lines.Where(line => line.StartsWith("kubectl", StringComparison.Ordinal)).Distinct().ShouldBe([commands[0], commands[2]]);
        lines.ShouldContain("_2 commands are too long for this message._");
    }

    [Fact]
    public void Buttons_are_there_only_where_something_answers_them()
    {
        var view = IncidentViews.All["cause"];

        IncidentMessage.Render(view).Blocks.ShouldNotContain(b => b is ActionsBlock);
        var message = IncidentMessage.Render(view, interactive: true, new Uri("https://opsworker.example.com/"));

        var elements = message.Blocks.OfType<ActionsBlock>().SelectMany(a => a.Elements).ToList();
        elements.OfType<Button>().Select(b => (b.ActionId, b.Value ?? b.Url)).ShouldBe(
        [
            ("opsworker.helpful", view.Incident.Id),
            ("opsworker.not_helpful", view.Incident.Id),
            ("opsworker.acknowledge", view.Incident.Id),
            ("opsworker.investigate", view.Incident.Id),
            ("opsworker.open", $"https://opsworker.example.com/incidents/{view.Incident.Id}"),
        ]);
        elements.OfType<Menu>().ShouldHaveSingleItem().Options!.Select(o => o.Value).ShouldBe(
            [$"{view.Incident.Id} 1h", $"{view.Incident.Id} 8h", $"{view.Incident.Id} resolved"]);
        Golden.ShouldMatchJson(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage), "interactive.json");
    }

    [Fact]
    public void Of_a_long_timeline_what_led_to_the_alert_and_what_followed_is_shown()
    {
        var events = Enumerable
            .Range(1, 20)
            .Select(
                i => new TimelineItem(IncidentSamples.Start.AddMinutes(i), i == 8 ? "The alert began." : $"event {i}", IsAlert: i == 8));
        var view = IncidentSamples.Reported(
            IncidentSamples.Incident(), DiagnosisSamples.Found with { Timeline = [.. events] }, DiagnosisSamples.Headline);

        var text = string.Join('\n', IncidentMessage.Render(view).Blocks.OfType<SectionBlock>().Select(block => block.Text.Text));

        foreach (var shown in (string[])["event 5", "event 7", "The alert began.", "event 10"]) text.ShouldContain(shown);
        foreach (var hidden in (string[])["event 4", "event 11"]) text.ShouldNotContain(hidden);
    }
}
