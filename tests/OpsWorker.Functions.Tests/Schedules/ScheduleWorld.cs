using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
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

    private ScheduleWorld(AwsWorld aws, SlackStandIn slack, ManualTimeProvider time)
    {
        _aws = aws;
        Slack = slack;
        Time = time;
        Ports = new FunctionPorts(aws.Settings with { Stage = "prod" }, aws.Clients, time);
        Composition = CompositionWith(time);
    }

    public ManualTimeProvider Time { get; }

    public SlackStandIn Slack { get; }

    public FunctionPorts Ports { get; }

    public FunctionsComposition Composition { get; }

    public string Log => _loggers.Text;

    public IReadOnlyList<string> MetricLines => _metrics.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<ScheduleWorld> StartAsync(AwsEndpoint endpoint, params (string Name, string Value)[] secrets)
    {
        Assert.SkipWhen(endpoint.Address is null, endpoint.Unavailable ?? "");
        var time = new ManualTimeProvider();
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

    /// <summary>The values of a metric, in the order in which they were written.</summary>
    public IReadOnlyList<int> Metrics(string name) => [.. MetricLines.Select(line => JsonNode.Parse(line)![name]!.GetValue<int>())];

    public async Task<OrganisationId> AddOrganisationAsync()
    {
        var organisation = new Organisation { Id = new OrganisationId(Identifier.New("org")), Name = "Example", CreatedAt = Time.GetUtcNow() };
        (await Ports.Organisations.TryCreateAsync(organisation, CancellationToken.None)).ShouldBeTrue();
        return organisation.Id;
    }

    /// <summary>Adds a cluster whose agent was heard of then, and of whose silence people were told or not.</summary>
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

    /// <summary>What the agent sends is handled as the investigation function does.</summary>
    public Task<HandlerResult> HeartbeatAsync(Cluster cluster) =>
        new Pipeline.Clusters.AgentHeartbeatHandler(Ports.Clusters, Time).HandleAsync(
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
}
