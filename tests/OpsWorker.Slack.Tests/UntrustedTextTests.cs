using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>Whatever alerts, logs and objects say, a message keeps to Slack's limits and says nothing but text.</summary>
public sealed class UntrustedTextTests
{
    private static readonly string[] Hostile =
    [
        "<!channel>", "<!here>", "<https://evil.example|click>", "@here", "```", "`", "``````", "&lt;!channel&gt;", "&", "<", ">", "*",
        "|", "😀", "\uD83D", "\uDE00", "\u202E", "\u0000", "\u001b[31m", "\r\n", "\n", "\t", " ", "…", "<!date^1^{date}|x>", "plain",
    ];

    private static readonly Gen<string> Text =
        from pieces in Gen.OneOf(Hostile).List[0, 100]
        from repeat in Gen.Frequency<int>((8, Gen.Const(1)), (2, Gen.Int[2, 60]), (1, Gen.Int[300, 1_000]))
        select string.Concat(Enumerable.Repeat(string.Concat(pieces), repeat));

    [Fact]
    public void Any_strings_in_any_place_make_a_message_that_Slack_takes_and_that_injects_nothing()
    {
        var views = from text in Text.List[6]
                    from count in Gen.Int[0, 15]
                    from interactive in Gen.Bool
                    select (View(text, count), interactive);
        views.Holds(drawn => Holds(drawn.Item1, drawn.interactive));
    }

    [Fact]
    public void Text_is_cut_within_the_limit_and_never_within_a_character_or_an_entity()
    {
        var cases = from text in Text from max in Gen.Int[20, 300] select (text, max);
        cases.Holds(
            drawn =>
            {
                var (text, max) = drawn;
                string[] results = [SlackText.Line(text, max), SlackText.CodeBlock(text, max), SlackText.Code(text, max)];
                foreach (var result in results)
                {
                    result.Length.ShouldBeLessThanOrEqualTo(max);
                    HarmlessText.Check(result);
                }
            },
            iter: 500);
    }

    [Theory]
    [InlineData("a\u001b]52;c;eA==\u0007b", @"a\u001b]52;c;eA==\u0007b")]
    [InlineData("a\u202eb\u2066c\u200bd\u009b2J", @"a\u202eb\u2066c\u200bd\u009b2J")]
    public void What_is_not_seen_is_shown_as_an_escape(string text, string shown)
    {
        SlackText.Line(text, 200).ShouldBe(shown);
        SlackText.CodeBlock(text, 200).ShouldBe($"```\n{shown}\n```");
    }

    [Fact]
    public void A_quotation_is_to_the_letter_where_it_fits()
    {
        SlackText.CodeBlock("if a < b && c > d:\n\tfail `x`", 200).ShouldBe("```\nif a &lt; b &amp;&amp; c &gt; d:\n\tfail `x`\n```");
    }

    [Fact]
    public void What_is_cut_off_leaves_an_ellipsis()
    {
        SlackText.Line("abcdef", 6).ShouldBe("abcdef");
        SlackText.Line("abcdefg", 6).ShouldBe("abcde…");
        SlackText.Line("abcd😀g", 6).ShouldBe("abcd…");
        SlackText.Line("abcd&g", 6).ShouldBe("abcd…");
    }

    [Fact]
    public void A_section_that_is_too_long_keeps_its_block_of_code_closed()
    {
        var code = SlackText.CodeBlock(new string('x', 4_000), 4_000);
        var section = (SectionBlock)Block.Section(SlackText.Time(IncidentSamples.Start) + code);

        section.Text.Text.Length.ShouldBeLessThanOrEqualTo(3_000);
        section.Text.Text.ShouldEndWith("x…\n```");
    }

    [Fact]
    public void Replies_and_answers_with_any_strings_are_taken_by_Slack_and_inject_nothing()
    {
        var views = from text in Text.List[6] from count in Gen.Int[0, 60] select View(text, count);
        views.Holds(
            view =>
            {
                var person = new Actor(ActorKind.User, view.Incident.Title);
                var incident = view.Incident with { Acknowledged = new Acknowledgement(person, default) };
                var named = view with { Incident = incident, IsSilenced = true };
                SlackMessage[] messages =
                [
                    ThreadMessage.Render(new IncidentReply(ReplyOccasion.Cause, named), mention: null),
                    ThreadMessage.Render(new IncidentReply(ReplyOccasion.Resolved, IncidentSamples.Resolved(named)), mention: null),
                    ReplyMessage.Render(new ChatReply.Shown(named)),
                    ReplyMessage.Render(new ChatReply.Incidents([.. Enumerable.Repeat(incident, 50)])),
                    ReplyMessage.Render(new ChatReply.WhichCause(incident)),
                    ReplyMessage.Render(new ChatReply.Done("Acknowledged", incident)),
                    ReplyMessage.Render(new ChatReply.Refused(incident.Title)),
                ];
                foreach (var message in messages) Holds(message);
            },
            iter: 50);
    }

    private static void Holds(IncidentView view, bool interactive) => Holds(IncidentMessage.Render(view, interactive));

    private static void Holds(SlackMessage message)
    {
        var json = JsonNode.Parse(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage))!.AsObject();

        SlackStandInLimits.Check(json).ShouldBeNull();
        HarmlessText.Check(message.Text);
        foreach (var text in SlackStandInLimits.Texts(json)) HarmlessText.Check(text);
    }

    private static IncidentView View(List<string> text, int count)
    {
        var about = new ObjectReference(text[0], text[1], text[2]);
        ObjectReference[] objects = [.. Enumerable.Repeat(about, count)];
        var citation = new Citation { EvidenceId = text[5], Object = about, Field = text[4], Quote = text[0] };
        var finding = new Finding
        {
            Cause = CauseCode.ApplicationCrash,
            Object = about,
            Summary = text[3],
            Confidence = count / 7.0,
            Citations = [.. Enumerable.Repeat(citation, count)],
            Remedy = new Remedy(text[1], [.. Enumerable.Repeat(text[2], count)])
            {
                Changed = [.. Enumerable.Repeat(new ChangedField(text[3], text[4], text[5]), count)],
                Warning = text[4],
                Checks = [.. Enumerable.Repeat(text[0], count)],
            },
        };
        var cause = new RankedCause
        {
            Finding = finding,
            Confidence = 0.5,
            Effects = [.. Enumerable.Repeat(finding, count)],
            Path = [.. Enumerable.Repeat(new PathStep(PathEdge.Affects, about, about, citation), count)],
        };
        var diagnosis = new DiagnosisResult
        {
            Verdict = finding.Cause,
            Causes = [.. Enumerable.Repeat(cause, count)],
            Unrelated = [.. Enumerable.Repeat(finding, count)],
            BlastRadius = new BlastRadius { Workloads = objects, Ingresses = objects },
            Timeline = [.. Enumerable.Repeat(new TimelineItem(IncidentSamples.Start, text[3], about), count)],
            Facts = [.. Enumerable.Repeat(text[3], count)],
            LookedAt = [.. Enumerable.Repeat(text[4], count)],
        };
        var incident = IncidentSamples.Incident(alerts: count) with
        {
            Title = text[5],
            Labels = new Dictionary<string, string> { ["cluster"] = text[0], ["namespace"] = text[1] },
        };
        var named = incident with { Alerts = [.. incident.Alerts.Select(a => a with { Name = text[2] + a.Id })] };
        var view = IncidentSamples.Reported(named, diagnosis, text[3]);
        var report = view.Investigation!.Report! with { Limitation = text[4] };
        return view with { Investigation = view.Investigation with { Report = report } };
    }
}
