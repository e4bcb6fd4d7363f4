using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Server.Terminal;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Terminal;

/// <summary>Messages as plain text, in the folder Golden.</summary>
public sealed class TerminalTests
{
    public static TheoryData<string> States() => [.. IncidentViews.All.Keys];

    public static TheoryData<string> Days() => [.. DigestSamples.All.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void The_text_of_an_incident_is_as_recorded(string state) =>
        Golden.ShouldMatch(PlainTextMessage.Render(IncidentMessage.Render(IncidentViews.All[state])), $"{state}.txt");

    [Theory]
    [MemberData(nameof(Days))]
    public void The_text_of_a_digest_is_as_recorded(string day) =>
        Golden.ShouldMatch(PlainTextMessage.Render(DigestMessage.Render(DigestSamples.All[day])), $"{day}.txt");

    [Fact]
    public async Task A_digest_is_written_as_text()
    {
        await using var terminal = new StringWriter();

        await new TextDigestNotifier(terminal).SendAsync(DigestSamples.Quiet, TestContext.Current.CancellationToken);

        terminal.ToString().ShouldStartWith("Daily digest, Sunday, 1 March 2026: a quiet day. No alerts (12 the day before)");
    }

    [Fact]
    public void An_escalation_mentions_nobody_on_a_terminal()
    {
        var view = IncidentViews.All["cause"];
        var incident = view.Incident with
        {
            Escalation = [new EscalationStep(15, "S0LEADS")],
            EscalatedAt = [view.Incident.OpenedAt.AddMinutes(15)],
        };

        PlainTextMessage.Render(IncidentMessage.Render(view with { Incident = incident }, IncidentStep.Escalated))
            .ShouldStartWith($"Not acknowledged for 15 min: {incident.Title}\n");
    }

    [Theory]
    [InlineData("\u001b]52;c;ZXZpbA==\u0007")]
    [InlineData("\u009b31m")]
    [InlineData("\u0000\u0008\u007f")]
    public void Control_characters_of_untrusted_text_are_not_written(string hostile)
    {
        var view = IncidentViews.All["cause"];
        var incident = view.Incident with { Title = hostile, Labels = new Dictionary<string, string> { ["namespace"] = hostile } };

        var text = PlainTextMessage.Render(IncidentMessage.Render(view with { Incident = incident }));

        text.ShouldAllBe(c => c == '\n' || c == '\t' || !char.IsControl(c));
    }
}
