using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// The whole of OpsWorker on AWS services: every function behind its event source, an agent of a recorded cluster, and a
/// stand-in for Slack.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    /// <summary>The value of the alerts' label <c>cluster</c>.</summary>
    public const string ClusterName = "demo";

    private readonly AwsWorld _world;
    private readonly StoryOptions _options;
    private readonly RecordingLoggers _loggers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FunctionPorts _records;
    private readonly ConcurrentDictionary<string, Task<FunctionCall>> _functions = new();
    private readonly OrganisationId _organisation = new(Identifier.New("org"));
    private readonly List<EventSource> _eventSources = [];
    private readonly List<Task> _running = [];
    private RecordedAgent? _agent;
    private string _webhookKey = "";
    private string _apiKey = "";

    /// <summary>The endpoint that stands for AWS.</summary>
    public string AwsUrl => _world.Url;

    private Story(AwsWorld world, SlackStandIn slack, RecordedTime time, StoryOptions options)
    {
        _world = world;
        _options = options;
        (Slack, Time) = (slack, time);
        _records = new FunctionPorts(world.Settings, world.Clients, time);
    }

    public SlackStandIn Slack { get; }

    public RecordedTime Time { get; }

    /// <summary>The token of the cluster's agent.</summary>
    public string ClusterToken { get; private set; } = "";

    public string Log => _loggers.Text;

    /// <summary>Starts everything.</summary>
    public static async Task<Story> BeginAsync(AwsEndpoint endpoint, StoryOptions? options = null)
    {
        Assert.SkipWhen(endpoint.Address is null, endpoint.Unavailable ?? "");
        options ??= new StoryOptions();
        var cluster = DumpReader.Open(options.ClusterFolder);
        var time = new RecordedTime(options.IsToday ? TimeProvider.System.GetUtcNow() : cluster.CollectedAt);
        var slack = await SlackStandIn.StartAsync(time);
        var world = await AwsWorld.CreateAsync(endpoint, new Dictionary<string, string>
        {
            ["Slack:BotToken"] = SlackStandIn.Token,
            ["Slack:Channel"] = SlackStandIn.Channel,
            ["Slack:ApiBaseUrl"] = slack.ApiBaseUrl.ToString(),
        });
        var story = new Story(world, slack, time, options);
        await story.StartAsync(cluster);
        return story;
    }

    /// <summary>Where webhooks go.</summary>
    public string WebhookPath => $"/v1/webhooks/alertmanager/{_webhookKey}";

    /// <summary>Posts alerts; what comes back is the answer to API Gateway.</summary>
    /// <param name="payload">As Alertmanager sends it; two of one problem that was recorded with the cluster where there is none.</param>
    public async Task<JsonNode> PostAlertsAsync(JsonObject? payload = null) => await HttpCall.SendAsync(
        await FunctionAsync(FunctionNames.Normalizer),
        "POST",
        WebhookPath,
        body: Encoding.UTF8.GetBytes((payload ?? await TwoAlertsAsync()).ToJsonString()));

    // The first alert of the recording, and the same of another series: they begin one incident.
    private static async Task<JsonNode> TwoAlertsAsync()
    {
        var payload = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(StoryOptions.Demo, "alert.json")))!;
        var first = payload["alerts"]![0]!;
        var second = first.DeepClone();
        second["labels"]!["series"] = "2";
        second["fingerprint"] = "second";
        payload["alerts"] = new JsonArray(first.DeepClone(), second);
        return payload;
    }

    /// <summary>Posts what the cluster's agent sees break.</summary>
    public async Task<JsonNode> PostProblemsAsync(params IEnumerable<ClusterProblem> problems) => await HttpCall.SendAsync(
        await FunctionAsync(FunctionNames.Api),
        "POST",
        "/v1/agent/alerts",
        ClusterToken,
        JsonSerializer.SerializeToUtf8Bytes(ClusterProblems.Of(problems), CoreJson.Default.ClusterProblems));

    /// <summary>The firing problems that the API gives the cluster's agent.</summary>
    public async Task<ClusterProblems> ProblemsAsync()
    {
        var answer = await HttpCall.SendAsync(await FunctionAsync(FunctionNames.Api), "GET", "/v1/agent/alerts", ClusterToken);
        return JsonSerializer.Deserialize(answer["body"]!.GetValue<string>(), CoreJson.Default.ClusterProblems)!;
    }

    /// <summary>The calls that the functions have made since the last time, by function and operation.</summary>
    public IReadOnlyDictionary<(string Caller, string Operation), int> TakeCalls() => _world.Calls.Take();

    /// <summary>Asks the API.</summary>
    public async Task<JsonNode> GetAsync(string path) =>
        await HttpCall.SendAsync(await FunctionAsync(FunctionNames.Api), "GET", path, _apiKey);

    /// <summary>Serves both HTTP functions on a socket.</summary>
    public async Task<FunctionFront> StartFrontAsync() =>
        await FunctionFront.StartAsync(await FunctionAsync(FunctionNames.Normalizer), await FunctionAsync(FunctionNames.Api));

    /// <summary>True when so many investigations have ended and no queue has a message left.</summary>
    public async Task<bool> IsOverAsync(int count = 1)
    {
        var page = new PageRequest(PageRequest.MaxLimit);
        var investigations = await _records.Investigations.ListAsync(_organisation, page, CancellationToken.None);
        if (investigations.Items.Count(i => i.HasEnded) < count) return false;

        // A reminder of a deadline stays in its queue for as long as it was delayed.
        foreach (var queue in Queues.All.Except([Queues.Deadlines]))
        {
            if (!await _world.IsEmptyAsync(queue)) return false;
        }

        return true;
    }

    /// <summary>True when an investigation waits for its cluster.</summary>
    public async Task<bool> IsWaitingAsync()
    {
        var page = new PageRequest(PageRequest.MaxLimit);
        var investigations = await _records.Investigations.ListAsync(_organisation, page, CancellationToken.None);
        if (investigations.Items is not [{ Status: InvestigationStatus.Running } one]) return false;
        var entries = await _records.Journal.ReadAsync(_organisation, one.Id, CancellationToken.None);
        return entries.Any(entry => entry.State == JournalEntryState.Pending);
    }

    /// <summary>The journal of an investigation.</summary>
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(string investigationId) =>
        _records.Journal.ReadAsync(_organisation, investigationId, CancellationToken.None);

    /// <summary>The size of the largest object in the bucket, in bytes.</summary>
    public async Task<long> LargestEvidenceAsync()
    {
        var objects = await _world.Clients.S3.Value.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _world.Settings.Bucket });
        return objects.S3Objects.Max(o => o.Size) ?? 0;
    }

    /// <summary>The record of the cluster.</summary>
    public async Task<Cluster> ClusterAsync() =>
        (await _records.Clusters.ListAsync(_organisation, CancellationToken.None)).ShouldHaveSingleItem();

    /// <summary>Feeds a function from its queue until nothing can be received, where queues do not do it by themselves.</summary>
    public Task DrainAsync(QueueName queue) => _eventSources.Single(source => source.Queue == queue).DrainAsync();

    /// <summary>Delivers all events of all queues once more, in the wrong order; how many messages were not done.</summary>
    public async Task<int> DeliverAllAgainBackwardsAsync()
    {
        var failed = 0;
        foreach (var source in Enumerable.Reverse(_eventSources)) failed += await source.DeliverAllAgainBackwardsAsync();
        return failed;
    }

    /// <summary>The outcome so far.</summary>
    public async Task<StoryOutcome> OutcomeAsync()
    {
        var page = new PageRequest(PageRequest.MaxLimit);
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
        await Task.WhenAll(_running);
        if (_agent is not null) await _agent.DisposeAsync();
        await Slack.DisposeAsync();
        _stop.Dispose();
        _world.Dispose();
        _loggers.Dispose();
    }

    private async Task StartAsync(DumpReader reader)
    {
        var now = Time.GetUtcNow();
        var webhook = AccessKeys.Create(_organisation, AccessKeyKind.Webhook, now);
        var api = AccessKeys.Create(_organisation, AccessKeyKind.Api, now);
        (_webhookKey, _apiKey) = (webhook.Key, api.Key);
        await _records.Keys.AddAsync(webhook.Record, CancellationToken.None);
        await _records.Keys.AddAsync(api.Record, CancellationToken.None);
        await _records.Organisations.TryPutAsync(
            new Organisation { Id = _organisation, Name = "Example", CreatedAt = now }, CancellationToken.None);

        var cluster = await AddClusterAsync();
        if (_options.HasAgent)
            _agent = await RecordedAgent.StartAsync(_world, cluster, reader, _options.AgentQueues, Time, _loggers.Factory);
        await StartEventSourcesAsync(cluster);
    }

    private Task<FunctionCall> FunctionAsync(string name) => _functions.GetOrAdd(
        name,
        n => _options.Functions is { } functions
            ? functions(n, _world)
            : Task.FromResult(InProcess(n, _options.Ports?.Invoke(n, _world.Settings, _world.Clients, Time) ?? _records)));

    private FunctionCall InProcess(string name, FunctionPorts ports)
    {
        var composition = new FunctionsComposition(ports, Time, _loggers.Factory, TextWriter.Null);
        var call = FunctionCatalogue.Find(name).Create(composition).In(Time);
        return payload => AwsCalls.OfAsync(name, () => call(payload));
    }

    // As people do it, by the API, and spared the failures that a story is about.
    private async Task<Cluster> AddClusterAsync()
    {
        var api = _options.Ports is null ? await FunctionAsync(FunctionNames.Api) : InProcess(FunctionNames.Api, _records);
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["name"] = ClusterName }.ToJsonString());
        var answer = await HttpCall.SendAsync(api, "POST", "/v1/clusters", _apiKey, body);
        StoryRun.Status(answer).ShouldBe(201, answer.ToString());
        ClusterToken = JsonNode.Parse(answer["body"]!.GetValue<string>())!["token"]!.GetValue<string>();
        return await ClusterAsync();
    }

    // Batch sizes are those of the CDK app.
    private async Task StartEventSourcesAsync(Cluster cluster)
    {
        var investigation = await FunctionAsync(FunctionNames.Investigation);
        Feed(Queues.Alerts, 10, await FunctionAsync(FunctionNames.Rules));
        Feed(Queues.Investigations, 1, investigation);
        Feed(Queues.Results, 1, investigation);
        Feed(Queues.Deadlines, 1, investigation);
        Feed(Queues.Notifications, 10, await FunctionAsync(FunctionNames.Notification));

        void Feed(QueueName queue, int batchSize, FunctionCall function)
        {
            var source = new EventSource(_world, queue, batchSize, function)
            {
                DeliversTwice = _options.DeliversTwice,
                DeliversBackwards = _options.ResultsComeBackwards && queue == Queues.Results,
                WaitSeconds = _options.HasEventSources ? 1 : 0,
                SenderId = _world.KnowsSenders || queue != Queues.Results ? null : "AROAEMULATED:" + cluster.Id,
            };
            _eventSources.Add(source);
            if (_options.HasEventSources) _running.Add(source.RunAsync(_stop.Token));
        }
    }
}

/// <summary>The outcome of a story.</summary>
internal sealed record StoryOutcome(
    IReadOnlyList<Incident> Incidents, IReadOnlyList<Investigation> Investigations, IReadOnlyList<DeadLetter> DeadLetters);
