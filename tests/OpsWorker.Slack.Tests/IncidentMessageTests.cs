using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>Each state of an incident as JSON for Slack and as plain text, in the folder Golden.</summary>
public sealed class IncidentMessageTests
{
    private static readonly Dictionary<string, IncidentView> Views = new()
    {
        ["queued"] = IncidentSamples.Queued(IncidentSamples.Incident()),
        ["waiting"] = IncidentSamples.Waiting(IncidentSamples.Incident()),
        ["cause"] = Reported(CauseCode.SecretMissing),
        ["many-alerts"] = IncidentSamples.Reported(IncidentSamples.Incident(alerts: 7), DiagnosisSamples.Found, DiagnosisSamples.Headline),
        ["resolved"] = IncidentSamples.Resolved(Reported(CauseCode.SecretMissing)),
        ["not-found"] = Reported(CauseCode.NotFound, "Nothing that was looked at explains the alert"),
        ["healthy"] = Reported(CauseCode.Healthy, "The condition of the alert no longer holds"),
        ["unreachable"] = Reported(CauseCode.ClusterUnreachable, "Cluster prod-eu has not answered since 02:57 UTC"),
        ["failed"] = IncidentSamples.Failed(IncidentSamples.Incident(), "the cluster is not known here"),
    };

    public static TheoryData<string> States() => [.. Views.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void The_message_is_as_recorded(string state)
    {
        var message = IncidentMessage.Render(Views[state]);

        Golden.ShouldMatchJson(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage), $"{state}.json");
        Golden.ShouldMatch(PlainTextMessage.Render(message), $"{state}.txt");
    }

    [Fact]
    public void Buttons_are_there_only_where_something_answers_them()
    {
        var view = Views["cause"];

        IncidentMessage.Render(view).Blocks.ShouldNotContain(b => b is ActionsBlock);
        var message = IncidentMessage.Render(view, interactive: true);

        var buttons = message.Blocks.OfType<ActionsBlock>().SelectMany(a => a.Elements).ToList();
        buttons.Select(b => b.ActionId).ShouldBe(
        [
            "opsworker.helpful", "opsworker.not_helpful", "opsworker.acknowledge", "opsworker.investigate", "opsworker.silence",
        ]);
        buttons.ShouldAllBe(b => b.Value == view.Incident.Id);
        Golden.ShouldMatchJson(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage), "interactive.json");
    }

    [Fact]
    public void Of_a_long_timeline_what_led_to_the_alert_and_what_followed_is_shown()
    {
        var events = Enumerable.Range(1, 20).Select(i => new TimelineItem(IncidentSamples.Start.AddMinutes(i), i == 8 ? "The alert began." : $"event {i}", IsAlert: i == 8));
        var view = IncidentSamples.Reported(IncidentSamples.Incident(), DiagnosisSamples.Found with { Timeline = [.. events] }, DiagnosisSamples.Headline);

        var text = PlainTextMessage.Render(IncidentMessage.Render(view));

        foreach (var shown in (string[])["event 5", "event 7", "The alert began.", "event 10"]) text.ShouldContain(shown);
        foreach (var hidden in (string[])["event 4", "event 11"]) text.ShouldNotContain(hidden);
    }

    private static IncidentView Reported(CauseCode verdict, string headline = DiagnosisSamples.Headline) => IncidentSamples.Reported(
        IncidentSamples.Incident(),
        verdict == CauseCode.SecretMissing ? DiagnosisSamples.Found : DiagnosisSamples.Without(verdict),
        headline);
}
