using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Digests;

/// <summary>An organisation, who finds its digests due, who sends them, and what people got.</summary>
internal sealed class DigestWorld : IDigestNotifier, IAsyncDisposable
{
    private readonly PipelineWorld _world = new();

    public DigestWorld()
    {
        Dispatcher = new DigestDispatcher(
            _world.Store.Organisations,
            new CountedNotifications(_world.Store.Notifications, _world.Effects),
            new CountedTopic(_world.Store.Topic, _world.Effects),
            _world.Time,
            NullLogger<DigestDispatcher>.Instance);
        Reader = new DigestReader(_world.Store.Alerts, _world.Store.Incidents, _world.Store.Investigations, _world.Store.Clusters);
        Handler = HandlerOf(this);
    }

    public PipelineWorld World => _world;

    public Organisation Organisation { get; private set; } = null!;

    public DigestDispatcher Dispatcher { get; }

    public DigestReader Reader { get; }

    public DigestDueHandler Handler { get; }

    public string Name => "test";

    /// <summary>The digests that people got.</summary>
    public List<Digest> Sent { get; } = [];

    /// <summary>The results of the next digests; later ones are delivered.</summary>
    public Queue<NotifierResult> Results { get; } = new();

    /// <summary>The next digest is sent and its answer is lost.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>It is 3 o'clock in UTC, and the digest of today is due at 9.</summary>
    public static async Task<DigestWorld> StartAsync(string timeZone = "UTC")
    {
        var world = new DigestWorld();
        world.Organisation = new Organisation
        {
            Id = PipelineWorld.NewOrganisation(),
            Name = "Example",
            TimeZone = timeZone,
            CreatedAt = world._world.Time.GetUtcNow().AddDays(-3),
        };
        (await world._world.Store.Organisations.TryPutAsync(world.Organisation, CancellationToken.None)).ShouldBeTrue();
        return world;
    }

    public DigestDueHandler HandlerOf(params IDigestNotifier[] notifiers) => new(
        _world.Store.Organisations,
        new CountedNotifications(_world.Store.Notifications, _world.Effects),
        Reader,
        new CurrentNotifiers(TeamNotifiers.None with { Digests = notifiers }),
        new NotificationDelivery(
            new CountedNotifications(_world.Store.Notifications, _world.Effects),
            _world.Time,
            NullLogger<NotificationDelivery>.Instance),
        _world.Time,
        NullLogger<DigestDueHandler>.Instance);

    /// <summary>Time passes, the schedule fires, and what it asked for is handled.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        _world.Time.Advance(time);
        (await Dispatcher.RunAsync(CancellationToken.None)).ShouldBe(0);
        await HandleAsync();
    }

    /// <summary>Handles the digest messages until none is left that can be received.</summary>
    public async Task HandleAsync()
    {
        var visibility = TimeSpan.FromMinutes(1);
        while (await _world.Queue.ReceiveAsync(Queues.Notifications, 1, visibility, TimeSpan.Zero, CancellationToken.None) is [var message])
        {
            var due = JsonSerializer.Deserialize(message.Body, CoreJson.Default.NotificationMessage)!;
            var result = await Handler.HandleAsync(new DigestDue(due.Organisation, due.DigestDate!.Value), message, CancellationToken.None);
            if (result is HandlerResult.RetryAfter retry) await _world.Queue.RetryAfterAsync(message, retry.Delay, CancellationToken.None);
            else await _world.Queue.CompleteAsync(message, CancellationToken.None);
        }
    }

    public Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken)
    {
        if (Results.TryDequeue(out var result)) return Task.FromResult(result);
        Sent.Add(digest);
        if (!LosesAnswer) return Task.FromResult<NotifierResult>(new NotifierResult.Delivered(new MessageReference("test", digest.Id)));
        LosesAnswer = false;
        return Task.FromResult<NotifierResult>(new NotifierResult.RetryAfter(TimeSpan.FromSeconds(10), "the answer was lost"));
    }

    public Task<MessageReference?> FindAsync(Digest digest, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult(Sent.Any(sent => sent.Id == digest.Id) ? new MessageReference("test", digest.Id) : null);

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
