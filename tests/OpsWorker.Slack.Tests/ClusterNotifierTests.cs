using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Notifiers;

namespace OpsWorker.Slack.Tests;

public sealed class ClusterNotifierTests : IAsyncLifetime
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly Cluster Cluster = new()
    {
        Id = "cl_1",
        Organisation = new OrganisationId("org_1"),
        Name = "shop",
        DisplayName = "The <!channel> shop",
        CreatedAt = From,
    };

    private static readonly ClusterNotice Down = new(Cluster, new Outage { From = From }, Recovered: false);
    private static readonly ClusterNotice Back = new(Cluster, new Outage { From = From, Until = From.AddMinutes(12) }, Recovered: true);

    private SlackFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await SlackFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public Task An_outage_and_its_end_are_posted_to_Slack() => ShouldTellAsync(new SlackClusterNotifier(_fixture.Client, _fixture.Options));

    [Fact]
    public Task An_outage_and_its_end_are_posted_to_a_webhook() => ShouldTellAsync(new SlackWebhookClusterNotifier(_fixture.Webhook));

    private async Task ShouldTellAsync(IClusterNotifier notifier)
    {
        (await notifier.SendAsync(Down, TestContext.Current.CancellationToken)).ShouldBeOfType<NotifierResult.Delivered>();
        (await notifier.SendAsync(Back, TestContext.Current.CancellationToken)).ShouldBeOfType<NotifierResult.Delivered>();

        _fixture.Slack.Messages.Count.ShouldBe(2);
        _fixture.Slack.Messages[0].BlockText.ShouldContain("the agent was last heard of at");
        _fixture.Slack.Messages[1].BlockText.ShouldContain("the agent is back after 12 min");
        _fixture.Slack.Messages.ShouldAllBe(m => !m.BlockText.Contains("<!channel>", StringComparison.Ordinal));
    }
}
