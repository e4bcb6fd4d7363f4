using OpsWorker.Contracts;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Notifiers;

namespace OpsWorker.Slack.Tests;

public sealed class SlackNotifierContract : NotifierContract, IAsyncLifetime
{
    private SlackFixture _fixture = null!;

    protected override bool CanEditAndFind => true;

    protected override INotifier Notifier => _fixture.Notifier;

    protected override IReadOnlyList<string> Messages => [.. _fixture.Slack.Messages.Select(m => m.BlockText)];

    public async ValueTask InitializeAsync() => _fixture = await SlackFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}

public sealed class SlackWebhookNotifierContract : NotifierContract, IAsyncLifetime
{
    private SlackFixture _fixture = null!;
    private SlackWebhookNotifier _notifier = null!;

    protected override bool CanEditAndFind => false;

    protected override INotifier Notifier => _notifier;

    protected override IReadOnlyList<string> Messages => [.. _fixture.Slack.Messages.Select(m => m.BlockText)];

    public async ValueTask InitializeAsync()
    {
        _fixture = await SlackFixture.StartAsync();
        _notifier = new SlackWebhookNotifier(_fixture.Webhook);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
