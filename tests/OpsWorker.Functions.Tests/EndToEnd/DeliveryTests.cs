using OpsWorker.Core.Investigations;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Messages that are delivered again, late or in the wrong order lead to the same outcome once.</summary>
public sealed class DeliveryTests(AwsEndpoint endpoint)
{
    [Fact]
    public async Task What_is_delivered_twice_at_the_same_time_is_done_once()
    {
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions { DeliversTwice = true });

        await story.ShouldEndWellAsync();
    }

    [Fact]
    public async Task What_is_delivered_again_afterwards_and_backwards_changes_nothing()
    {
        await using var story = await Story.BeginAsync(endpoint);
        await story.ShouldEndWellAsync();
        var before = await story.OutcomeAsync();
        var edits = story.Slack.Messages.Single().Edits;

        (await story.DeliverAllAgainBackwardsAsync()).ShouldBe(0, story.Log);
        await story.ShouldEndAsync();

        await story.ShouldHaveEndedWellAsync();
        var after = await story.OutcomeAsync();
        after.Incidents.Single().Version.ShouldBe(before.Incidents.Single().Version);
        after.Investigations.Single().Version.ShouldBe(before.Investigations.Single().Version);
        story.Slack.Messages.Single().Edits.ShouldBe(edits);
    }

    [Fact]
    public async Task Results_that_come_in_another_order_than_they_were_asked_for_end_up_where_they_belong()
    {
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions { ResultsComeBackwards = true });
        string[] namespaces = ["shop", "analytics"];

        foreach (var ns in namespaces)
        {
            var alert = AlertmanagerPayload.Alert("KubePodNotReady", ns);
            alert["labels"]!["cluster"] = Story.ClusterName;
            await story.AlertAsync(AlertmanagerPayload.Of(alert));
        }

        await story.ShouldEndAsync(investigations: namespaces.Length);
        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        outcome.Investigations.Select(i => i.Status).ShouldBe(Enumerable.Repeat(InvestigationStatus.Completed, namespaces.Length));
        foreach (var incident in outcome.Incidents)
        {
            // Each was answered with what it asked about, and no one else's.
            var ns = incident.Labels["namespace"];
            var entries = await story.JournalAsync(incident.InvestigationId!);
            entries.SelectMany(e => e.Queries).Select(q => q.Namespace).OfType<string>().ShouldContain(ns);
            entries.ShouldAllBe(e => e.Failure == null && e.State == JournalEntryState.Completed);
        }

        story.Slack.MessagesPerIncident().Values.ShouldBe(Enumerable.Repeat(1, namespaces.Length));
    }
}
