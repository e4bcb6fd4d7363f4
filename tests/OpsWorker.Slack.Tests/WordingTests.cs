using OpsWorker.Core.Investigations;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>The wording of numbers and progress in a message.</summary>
public sealed class WordingTests
{
    [Theory]
    [InlineData(0.85, "850 ms")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(185, "3 min 5 s")]
    [InlineData(7_800, "2 h 10 min")]
    [InlineData(273_600, "3 d 4 h")]
    [InlineData(-5, "0 ms")]
    public void A_duration_is_formatted_in_its_two_largest_units(double seconds, string expected)
    {
        var resolved = IncidentSamples.Resolved(IncidentSamples.Queued(IncidentSamples.Incident()));
        var end = IncidentSamples.Start.AddSeconds(seconds);

        var message = IncidentMessage.Render(resolved with { Incident = resolved.Incident with { ResolvedAt = end } });

        Context(message).Split('\n').ShouldContain(line => line.EndsWith($" after {expected}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(JournalEntryKind.Query, JournalEntryState.Completed, "asked the cluster 14 questions, reading the answers")]
    [InlineData(JournalEntryKind.Query, JournalEntryState.Pending, "asked the cluster 14 questions, waiting for the agent")]
    [InlineData(JournalEntryKind.Model, JournalEntryState.Pending, "asked the cluster 14 questions, waiting for the model")]
    public void Progress_is_formatted_from_the_last_effect(JournalEntryKind kind, JournalEntryState state, string expected)
    {
        var view = IncidentSamples.Waiting(IncidentSamples.Incident());
        var entry = view.Progress[0] with { Kind = kind, State = state };

        Text(IncidentMessage.Render(view with { Progress = [entry] })).ShouldContain($"*Investigating*: {expected}.");
    }

    private static string Text(SlackMessage message) =>
        string.Join('\n', message.Blocks.OfType<SectionBlock>().Select(b => b.Text.Text));

    private static string Context(SlackMessage message) =>
        string.Join('\n', message.Blocks.OfType<ContextBlock>().SelectMany(b => b.Elements).Select(e => e.Text));
}
