using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using Microsoft.Extensions.Logging;
using OpsWorker.Pipeline;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Tests.EndToEnd;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.Schedules;

/// <summary>The functions that schedules call, on AWS services of their own, a stand-in for Slack, a clock that tests move.</summary>
internal sealed class ScheduleWorld : IAsyncDisposable
{
    private readonly AwsWorld _aws;
    private readonly RecordingLoggers _loggers = new();
    private readonly StringWriter _metrics = new();

    private ScheduleWorld(AwsWorld aws, SlackStandIn slack, FakeTimeProvider time)
    {
        _aws = aws;
        Slack = slack;
        Time = time;
        Ports = new FunctionPorts(aws.Settings with { Stage = "prod" }, aws.Clients, time);
        Composition = CompositionWith(time);
    }

    public FakeTimeProvider Time { get; }

    public SlackStandIn Slack { get; }

    public AwsWorld Aws => _aws;

    public FunctionPorts Ports { get; }

    public FunctionsComposition Composition { get; }

    public string Log => _loggers.Text;

    public IReadOnlyList<string> MetricLines => _metrics.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<ScheduleWorld> StartAsync(AwsEndpoint endpoint, params (string Name, string Value)[] secrets)
    {
        Assert.SkipWhen(endpoint.Address is null, endpoint.Unavailable ?? "");
        var time = new FakeTimeProvider(TestClock.Start);
        var slack = await SlackStandIn.StartAsync(time);
        var settings = new Dictionary<string, string>
        {
            ["Slack:BotToken"] = SlackStandIn.Token,
            ["Slack:Channel"] = SlackStandIn.Channel,
            ["Slack:ApiBaseUrl"] = slack.ApiBaseUrl.ToString(),
        };
        foreach (var (name, value) in secrets) settings[name] = value;
        return new ScheduleWorld(await AwsWorld.CreateAsync(endpoint, settings), slack, time);
    }

    public FunctionsComposition CompositionWith(TimeProvider time) =>
        new(Ports, time, _loggers.Factory, TextWriter.Synchronized(_metrics));

    /// <summary>The function that sweeps.</summary>
    public FunctionCall Sweeper() => Composition.Sweeper().In(Time);

    /// <summary>The values of a metric, in the order in which they were written.</summary>
    public IReadOnlyList<int> Metrics(string name) => [.. MetricLines.Select(line => JsonNode.Parse(line)![name]!.GetValue<int>())];

    public async Task<OrganisationId> AddOrganisationAsync(
        DateTimeOffset? createdAt = null, string timeZone = Organisation.DefaultTimeZone, int? digestHour = null)
    {
        var organisation = new Organisation
        {
            Id = new OrganisationId(Identifier.New("org")),
            Name = "Example",
            TimeZone = timeZone,
            DigestHour = digestHour,
            CreatedAt = createdAt ?? Time.GetUtcNow(),
        };
        (await Ports.Organisations.TryPutAsync(organisation, CancellationToken.None)).ShouldBeTrue();
        return organisation.Id;
    }

    /// <summary>Time passes, the schedule of the digest fires, and what it asked for is delivered.</summary>
    public async Task FireAsync(TimeSpan after = default)
    {
        Time.Advance(after);
        await Composition.Digest().In(Time)(ScheduledEvents.Of("digest"));
        await DeliverAsync();
    }

    /// <summary>Delivers the messages of the notification queue until it is empty.</summary>
    public Task DeliverAsync(FunctionCall? notification = null) =>
        new EventSource(_aws, Queues.Notifications, 10, notification ?? Composition.Stages(PipelineStages.Notification).In(Time))
        {
            WaitSeconds = 0,
        }.DrainAsync();

    /// <summary>A function over ports that fail.</summary>
    public FunctionsComposition CompositionWith(string function, FaultyGroup group, Faults faults) => new(
        new FaultyPorts(function, _aws.Settings with { Stage = "prod" }, _aws.Clients, Time, group, faults),
        Time,
        _loggers.Factory,
        TextWriter.Synchronized(_metrics));

    /// <summary>The notification function gets the message once more; whether it is done with it then.</summary>
    public async Task<bool> DeliverAgainAsync(DigestDue message, FunctionsComposition? composition = null)
    {
        var record = new JsonObject
        {
            ["messageId"] = "059f36b4-87a3-44ab-83d2-661975830a7d",
            ["receiptHandle"] = "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
            ["body"] = JsonSerializer.Serialize(message, CoreJson.Default.DigestDue),
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "2", ["MessageGroupId"] = "dig_1" },
            ["eventSourceARN"] = await _aws.ArnAsync(Queues.Notifications),
        };
        var input = Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString());
        var output = await (composition ?? Composition).Stages(PipelineStages.Notification).In(Time)(input);
        return JsonNode.Parse(output.Span)!["batchItemFailures"]!.AsArray().Count == 0;
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() =>
        Ports.Queue.ListDeadLettersAsync(Queues.Notifications, 10, CancellationToken.None);

    /// <summary>Adds a cluster with the time of its last heartbeat, and with or without a notification of its outage.</summary>
    public async Task<Cluster> AddClusterAsync(OrganisationId organisation, DateTimeOffset lastSeen, bool told = false)
    {
        var id = Identifier.New("cl");
        var cluster = new Cluster
        {
            Id = id,
            Organisation = organisation,
            Name = id,
            CreatedAt = lastSeen,
            FirstSeenAt = lastSeen,
            LastSeenAt = lastSeen,
            Outages = told ? [new Outage { From = lastSeen, BeginningTold = true }] : [],
        };
        (await Ports.Clusters.TryCreateAsync(cluster, CancellationToken.None)).ShouldBeTrue();
        return cluster;
    }

    /// <summary>Handles an agent's heartbeat as the investigation function does.</summary>
    public Task<HandlerResult> HeartbeatAsync(Cluster cluster) =>
        Heartbeats().HandleAsync(
            new AgentHeartbeat { ClusterId = cluster.Id, AgentVersion = "1.0.0" },
            new ReceivedMessage { Queue = Queues.Results, Id = "msg_1", ReceiptHandle = "rcp_1", Body = "{}", ReceiveCount = 1 },
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Slack.DisposeAsync();
        _aws.Dispose();
        _loggers.Dispose();
        await _metrics.DisposeAsync();
    }

    private AgentHeartbeatHandler Heartbeats()
    {
        var attempts = new Attempts(
            Ports.Incidents,
            Ports.Investigations,
            Ports.Clusters,
            Ports.Queue,
            Ports.Topic,
            ClusterSilence.Default,
            Time,
            _loggers.Factory.CreateLogger<Attempts>());
        return new AgentHeartbeatHandler(
            new ClusterContact(Ports.Clusters, Ports.Incidents, attempts, ClusterSilence.Default, Time));
    }
}
