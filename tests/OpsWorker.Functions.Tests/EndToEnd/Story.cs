using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Kubernetes.Dump;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// The whole of OpsWorker on AWS services: every function behind its event source, an agent of a recorded cluster, and a
/// stand-in for Slack.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    private const string ClusterName = "demo";

    private static readonly string Demo = Path.Combine(Repository.Root, "src/OpsWorker.Server/Demo");

    private readonly AwsWorld _world;
    private readonly RecordingLoggers _loggers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FunctionPorts _records;
    private readonly FunctionsComposition _composition;
    private readonly NormalizerFunction _normalizer;
    private readonly OrganisationId _organisation = new(Identifier.New("org"));
    private readonly List<Task> _eventSources = [];
    private RecordedAgent? _agent;
    private string _webhookKey = "";
    private string _apiKey = "";
    private string _clusterToken = "";

    private Story(AwsWorld world, SlackStandIn slack, TimeProvider time, FunctionPorts? ports)
    {
        _world = world;
        Slack = slack;
        _records = new FunctionPorts(world.Settings, world.Clients, time);
        _composition = new FunctionsComposition(ports ?? _records, time, _loggers.Factory);
        _normalizer = new NormalizerFunction(_composition);
    }

    public SlackStandIn Slack { get; }

    public string Log => _loggers.Text;

    /// <summary>Starts everything.</summary>
    /// <param name="endpoint">Where AWS is.</param>
    /// <param name="ports">What the functions use in place of the ports as they are.</param>
    /// <param name="duplicates">Whether each event is delivered twice at the same time.</param>
    public static async Task<Story> BeginAsync(
        AwsEndpoint endpoint, Func<FunctionSettings, AwsClients, TimeProvider, FunctionPorts>? ports = null, bool duplicates = false)
    {
        Assert.SkipWhen(endpoint.Address is null, endpoint.Unavailable ?? "");
        var cluster = DumpReader.Open(Path.Combine(Demo, "cluster"));
        var time = new RecordedTime(cluster.CollectedAt);
        var slack = await SlackStandIn.StartAsync(time);
        var world = await AwsWorld.CreateAsync(endpoint, new Dictionary<string, string>
        {
            ["Slack:BotToken"] = SlackStandIn.Token,
            ["Slack:Channel"] = SlackStandIn.Channel,
            ["Slack:ApiBaseUrl"] = slack.ApiBaseUrl.ToString(),
        });
        var story = new Story(world, slack, time, ports?.Invoke(world.Settings, world.Clients, time));
        await story.StartAsync(cluster, time, duplicates);
        return story;
    }

    /// <summary>Posts the alerts that were recorded with the cluster; what comes back is the answer to API Gateway.</summary>
    public async Task<JsonNode> PostAlertsAsync() => await HttpCall.SendAsync(
        _normalizer.Handle,
        "POST",
        $"/v1/webhooks/alertmanager/{_webhookKey}",
        body: await File.ReadAllBytesAsync(Path.Combine(Demo, "alert.json")));

    /// <summary>Posts what the cluster's agent sees break.</summary>
    public Task<JsonNode> PostProblemsAsync(params IEnumerable<ClusterProblem> problems) => HttpCall.SendAsync(
        new ApiFunction(_composition).Handle,
        "POST",
        "/v1/agent/alerts",
        _clusterToken,
        JsonSerializer.SerializeToUtf8Bytes(ClusterProblems.Of(problems), CoreJson.Default.ClusterProblems));

    /// <summary>What the cluster's agent is told that an earlier one told.</summary>
    public async Task<ClusterProblems> ProblemsAsync()
    {
        var answer = await HttpCall.SendAsync(new ApiFunction(_composition).Handle, "GET", "/v1/agent/alerts", _clusterToken);
        return JsonSerializer.Deserialize(answer["body"]!.GetValue<string>(), CoreJson.Default.ClusterProblems)!;
    }

    /// <summary>Asks the API.</summary>
    public Task<JsonNode> GetAsync(string path) =>
        HttpCall.SendAsync(new ApiFunction(_composition).Handle, "GET", path, _apiKey);

    /// <summary>Whether an investigation has ended and no stage has anything left to do.</summary>
    public async Task<bool> IsOverAsync()
    {
        var investigations = await _records.Investigations.ListAsync(_organisation, new PageRequest(10), CancellationToken.None);
        if (!investigations.Items.Any(i => i.HasEnded)) return false;

        // A reminder of a deadline stays in its queue for as long as it was delayed.
        foreach (var queue in Queues.All.Except([Queues.Deadlines]))
        {
            if (!await _world.IsEmptyAsync(queue)) return false;
        }

        return true;
    }

    /// <summary>What came of it all.</summary>
    public async Task<StoryOutcome> OutcomeAsync()
    {
        var page = new PageRequest(10);
        var incidents = await _records.Incidents.ListAsync(_organisation, page, CancellationToken.None);
        var investigations = await _records.Investigations.ListAsync(_organisation, page, CancellationToken.None);
        var deadLetters = new List<DeadLetter>();
        foreach (var queue in Queues.All)
        {
            deadLetters.AddRange(await _records.Queue.ListDeadLettersAsync(queue, 10, CancellationToken.None));
        }

        return new StoryOutcome(incidents.Items, investigations.Items, deadLetters);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_eventSources);
        if (_agent is not null) await _agent.DisposeAsync();
        await Slack.DisposeAsync();
        _stop.Dispose();
        _world.Dispose();
        _loggers.Dispose();
    }

    private async Task StartAsync(DumpReader reader, TimeProvider time, bool duplicates)
    {
        var now = time.GetUtcNow();
        var webhook = AccessKeys.Create(_organisation, AccessKeyKind.Webhook, now);
        var api = AccessKeys.Create(_organisation, AccessKeyKind.Api, now);
        (_webhookKey, _apiKey) = (webhook.Key, api.Key);
        await _records.Organisations.AddKeyAsync(webhook.Record, CancellationToken.None);
        await _records.Organisations.AddKeyAsync(api.Record, CancellationToken.None);
        await _records.Organisations.TryPutAsync(
            new Organisation { Id = _organisation, Name = "Example", CreatedAt = now }, CancellationToken.None);

        var cluster = new Cluster { Id = Identifier.New("cl"), Organisation = _organisation, Name = ClusterName, CreatedAt = now };
        await _records.Clusters.TryCreateAsync(cluster, CancellationToken.None);
        var token = AccessKeys.Create(_organisation, AccessKeyKind.Cluster, now, cluster.Id);
        _clusterToken = token.Key;
        await _records.Organisations.AddKeyAsync(token.Record, CancellationToken.None);
        await _world.CommandQueues().CreateAsync(cluster.Id, CancellationToken.None);
        _agent = await RecordedAgent.StartAsync(_world, cluster, reader, time, _loggers.Factory);
        StartEventSources(cluster, duplicates);
    }

    // Batch sizes are those of the CDK app.
    private void StartEventSources(Cluster cluster, bool duplicates)
    {
        var investigation = new InvestigationFunction(_composition);
        Feed(Queues.Alerts, 10, new RulesFunction(_composition).Handle);
        Feed(Queues.Investigations, 1, investigation.Handle);
        Feed(Queues.Results, 1, investigation.Handle, _world.KnowsSenders ? null : "AROAEMULATED:" + cluster.Id);
        Feed(Queues.Deadlines, 1, investigation.Handle);
        Feed(Queues.Notifications, 10, new NotificationFunction(_composition).Handle);

        void Feed(QueueName queue, int batchSize, Func<Stream, Task<Stream>> function, string? senderId = null)
        {
            var source = new EventSource(_world, queue, batchSize, function) { DeliversTwice = duplicates, SenderId = senderId };
            _eventSources.Add(source.RunAsync(_stop.Token));
        }
    }

    /// <summary>A clock that runs on from the moment of the recording, so that the recording is news.</summary>
    private sealed class RecordedTime(DateTimeOffset recordedAt) : TimeProvider
    {
        private readonly TimeSpan _offset = recordedAt - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
    }
}

/// <summary>What came of a story.</summary>
internal sealed record StoryOutcome(
    IReadOnlyList<Incident> Incidents, IReadOnlyList<Investigation> Investigations, IReadOnlyList<DeadLetter> DeadLetters);
