using System.Text.Json;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Rules;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Slack.Tests;

/// <summary>Digests as JSON for Slack, in the folder Golden.</summary>
public sealed class DigestMessageTests
{
    public static TheoryData<string> Days() => [.. DigestSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Days))]
    public void The_message_is_as_recorded(string day)
    {
        var message = DigestMessage.Render(DigestSamples.All[day]);

        Golden.ShouldMatchJson(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage), $"{day}.json");
    }

    [Fact]
    public void A_digest_of_very_much_keeps_to_slacks_limits()
    {
        var long1 = new string('<', 500);
        var incident = DigestSamples.Busy.Unexplained[0] with { Title = long1, Cluster = long1 };
        var digest = DigestSamples.Busy with
        {
            Unexplained = [.. Enumerable.Repeat(incident, 50)],
            StillOpen = [.. Enumerable.Repeat(incident, 50)],
            Noise = [.. Enumerable.Repeat(new DigestNoise(long1, 1000, 1, 1), 10)],
            Outages = [.. Enumerable.Repeat(new DigestOutage(long1, 9, TimeSpan.FromHours(9), IsDisconnected: true), 1000)],
        };

        var message = DigestMessage.Render(digest);

        message.Blocks.Count.ShouldBeLessThanOrEqualTo(SlackLimits.Blocks);
        message.Blocks.OfType<SectionBlock>().ShouldAllBe(section => section.Text.Text.Length <= SlackLimits.SectionText);
        message.Blocks.OfType<SectionBlock>().Sum(section => section.Text.Text.Length).ShouldBeLessThanOrEqualTo(SlackLimits.AllBlocksText);
    }

    [Fact]
    public void No_payload_changes_the_blocks_of_a_digest_or_is_anything_but_text_in_it()
    {
        var expected = Blocks(InjectedCase.PlainText).Select(block => block.GetType());
        foreach (var payload in InjectionCorpus.All)
        {
            var blocks = Blocks(payload.Text);

            blocks.Select(block => block.GetType()).ShouldBe(expected, payload.Id);
            foreach (var section in blocks.OfType<SectionBlock>()) HarmlessText.Check(section.Text.Text);
        }
    }

    private static IReadOnlyList<Block> Blocks(string text)
    {
        var incident = DigestSamples.Busy.Unexplained[0] with { Title = text, Cluster = text };
        var digest = DigestSamples.Busy with
        {
            Unexplained = [incident],
            StillOpen = [incident],
            Noise = [new DigestNoise(text, 9, 4, 1)],
            Outages = [new DigestOutage(text, 1, TimeSpan.FromHours(1), IsDisconnected: true)],
        };
        return DigestMessage.Render(digest).Blocks;
    }

    [Fact]
    public void A_weekly_digest_compares_with_the_week_before_and_shows_proposed_rules_as_YAML()
    {
        var rule = new Rule
        {
            Id = "quiet-flaky",
            When = new RuleCondition { Match = "alert.name=\"It's flaky\"" },
            After = new RuleRate(3, 30, RulePer.Workload),
            Do = RuleAction.Notify,
        };
        var digest = DigestSamples.Busy with { Span = DigestSpan.Week, Noise = [new DigestNoise("It's flaky", 9, 4, 0, rule)] };

        var message = DigestMessage.Render(digest);
        var text = string.Join('\n', message.Blocks.OfType<SectionBlock>().Select(section => section.Text.Text));

        message.Text.ShouldStartWith("Weekly digest, ");
        text.ShouldContain("the week before");
        text.ShouldContain(
            "- {id: quiet-flaky, when: {match: 'alert.name=\"It''s flaky\"'}, after: {alerts: 3, minutes: 30, per: workload}, do: notify}");
    }

    [Fact]
    public void What_happened_so_far_is_not_called_a_day() =>
        DigestMessage.Render(DigestSamples.Quiet with { IsSoFar = true }).Text.ShouldStartWith("So far today, ");
}
