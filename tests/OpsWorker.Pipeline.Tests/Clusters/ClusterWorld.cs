using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Embedded;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Clusters;

/// <summary>A cluster, the handler of its heartbeats, the sweep, and the notices it sends, by a clock that tests move.</summary>
internal sealed class ClusterWorld : IClusterNotifier, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedStore _store;
    private readonly AgentHeartbeatHandler _heartbeats;

    public ClusterWorld()
    {
        _store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.FullPath, Time = Time });
        var attempts = new Attempts(
            _store.Incidents,
            _store.Investigations,
            _store.Clusters,
            _store.Queue,
            _store.Topic,
            ClusterSilence.Default,
            Time,
            NullLogger<Attempts>.Instance);
        _heartbeats = new AgentHeartbeatHandler(
            new ClusterContact(_store.Clusters, _store.Incidents, attempts, ClusterSilence.Default, Time));
        Sweep = new ClusterSweep(
            _store.Organisations,
            _store.Clusters,
            new CurrentNotifiers(TeamNotifiers.None with { Clusters = this }),
            new NotificationDelivery(_store.Notifications, Time, NullLogger<NotificationDelivery>.Instance),
            ClusterSilence.Default,
            Time,
            NullLogger<ClusterSweep>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(TestClock.Start);

    public ClusterSweep Sweep { get; }

    public string Name => "test";

    public string ClusterId { get; } = Identifier.New("cl");

    /// <summary>The delivered notices: <c>down</c> and <c>back</c>.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The results of the next notices; later ones are delivered.</summary>
    public Queue<NotifierResult> Results { get; } = new();

    /// <summary>The exceptions that the next notices fail with.</summary>
    public Queue<Exception> Failures { get; } = new();

    public static async Task<ClusterWorld> StartAsync()
    {
        var world = new ClusterWorld();
        var organisation = new OrganisationId(Identifier.New("org"));
        var now = world.Time.GetUtcNow();
        await world._store.Organisations.TryPutAsync(
            new Organisation { Id = organisation, Name = "default", CreatedAt = now }, CancellationToken.None);
        await world._store.Clusters.TryCreateAsync(
            new Cluster { Id = world.ClusterId, Organisation = organisation, Name = "shop", CreatedAt = now }, CancellationToken.None);
        return world;
    }

    public Task<HandlerResult> HeartbeatAsync(AgentHeartbeat? heartbeat = null) => _heartbeats.HandleAsync(
        heartbeat ?? new AgentHeartbeat { ClusterId = ClusterId, AgentVersion = "1.0.0" },
        Delivery(),
        CancellationToken.None);

    /// <summary>Lets time pass with a heartbeat every 30 seconds.</summary>
    public async Task BeatForAsync(TimeSpan time)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end; Time.Advance(AgentHeartbeat.DefaultInterval))
        {
            await HeartbeatAsync();
        }

        await HeartbeatAsync();
    }

    /// <summary>Lets time pass without a heartbeat, with a sweep at its end.</summary>
    public async Task BeSilentForAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Sweep.RunAsync(CancellationToken.None);
    }

    public async Task<Cluster> NowAsync() => (await _store.Clusters.FindAsync(ClusterId, CancellationToken.None)).ShouldNotBeNull();

    public Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken)
    {
        if (Failures.TryDequeue(out var failure)) throw failure;
        var result = Results.TryDequeue(out var next) ? next : new NotifierResult.Delivered(new MessageReference("test", "1"));
        if (result is NotifierResult.Delivered) Told.Add(notice.Recovered ? "back" : "down");
        return Task.FromResult(result);
    }

    public static ReceivedMessage Delivery(string? senderId = null) => new()
    {
        Queue = Queues.Results,
        Id = "msg_1",
        ReceiptHandle = "rcp_1",
        Body = "{}",
        ReceiveCount = 1,
        SenderId = senderId,
    };

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
