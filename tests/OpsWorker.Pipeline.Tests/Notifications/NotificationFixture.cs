using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Tests.Investigations;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Slack;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Slack.WebApi;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Notifications;

/// <summary>An incident under investigation, the notification stage, and the stand-in for Slack that it posts to.</summary>
internal sealed class NotificationFixture : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly PipelineWorld _world;

    private NotificationFixture(PipelineWorld world, SlackStandIn slack, InvestigationDrive drive, Incident incident)
    {
        (_world, Slack, Drive, Incident) = (world, slack, drive, incident);
        var options = new SlackOptions { BotToken = SlackStandIn.Token, Channel = SlackStandIn.Channel, ApiBaseUrl = slack.ApiBaseUrl };
        var client = new SlackClient(_http, options, world.Time);
        Notifier = new SlackNotifier(client, options, NullLogger<SlackNotifier>.Instance);
        Replies = new SlackReplyNotifier(client, options with { Mention = "S0ONCALL" }, NullLogger<SlackReplyNotifier>.Instance);
        Handler = HandlerOf(Notifier);
    }

    public SlackStandIn Slack { get; }

    public InvestigationDrive Drive { get; }

    public Incident Incident { get; }

    public SlackNotifier Notifier { get; }

    public SlackReplyNotifier Replies { get; }

    public IncidentChangedHandler Handler { get; }

    public static async Task<NotificationFixture> StartAsync(PipelineWorld world)
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var incident = (await world.IncidentsAsync(drive.Organisation)).ShouldHaveSingleItem();
        return new NotificationFixture(world, await SlackStandIn.StartAsync(world.Time), drive, incident);
    }

    public IncidentChangedHandler HandlerOf(params INotifier[] notifiers) =>
        HandlerOf(TeamNotifiers.None with { Incidents = notifiers });

    public IncidentChangedHandler HandlerOf(TeamNotifiers notifiers) => new(
        _world.Store.Incidents,
        new IncidentViewReader(_world.Store.Investigations, _world.Store.Journal, _world.Time),
        new CountedNotifications(_world.Store.Notifications, _world.Effects),
        new CurrentNotifiers(notifiers),
        new NotificationDelivery(
            new CountedNotifications(_world.Store.Notifications, _world.Effects),
            _world.Time,
            NullLogger<NotificationDelivery>.Instance));

    public Task<HandlerResult> ChangedAsync(IncidentChangedHandler? handler = null) => (handler ?? Handler).HandleAsync(
        new IncidentChanged(Drive.Organisation, Incident.Id), Deliveries.First(Queues.Notifications), CancellationToken.None);

    /// <summary>The alert of the incident is resolved.</summary>
    public Task ResolveAsync() => _world.Rules.HandleAsync(
        new AlertReceived(Samples.Resolved(Samples.Firing(Drive.Organisation))), Deliveries.First(Queues.Alerts), CancellationToken.None);

    /// <summary>Changes something that is no new stage.</summary>
    public async Task RenameAsync(string title)
    {
        var stored = (await _world.Store.Incidents.GetAsync(Drive.Organisation, Incident.Id, CancellationToken.None))!;
        await ChangeAsync(stored with { Title = title });
    }

    /// <summary>Stores a changed incident.</summary>
    public async Task ChangeAsync(Incident changed)
    {
        var next = changed with { Version = changed.Version + 1 };
        (await _world.Store.Incidents.TryUpdateAsync(next, CancellationToken.None)).ShouldBeTrue();
    }

    public SlackStandInMessage TheMessage()
    {
        var message = Slack.Messages.ShouldHaveSingleItem();
        message.IncidentId.ShouldBe(Incident.Id);
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Slack.DisposeAsync();
    }
}
