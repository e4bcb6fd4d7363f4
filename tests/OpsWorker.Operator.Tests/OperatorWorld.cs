using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Operator.Cluster;
using OpsWorker.Operator.Commands;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Testing;

namespace OpsWorker.Operator.Tests;

/// <summary>
/// A hub with its embedded store, the Operator of one cluster, and that cluster's API server, which enforces rights and versions. Messages
/// go from one to the other when a test says so.
/// </summary>
internal sealed class OperatorWorld : IAsyncDisposable
{
    public const string Namespace = "shop";
    public const string Name = "checkout";
    public const string PinSecret = "opsworker-operator";
    private const string PodNamespace = "opsworker";
    private const string Token = "operator-token";

    /// <summary>Exactly what the chart grants for both capabilities.</summary>
    public static readonly IReadOnlyList<StandInGrant> Grants =
    [
        new("get", "deployments"), new("get", "statefulsets"), new("get", "daemonsets"),
        new("patch", "deployments"), new("patch", "statefulsets"), new("patch", "daemonsets"),
        new("patch", "deployments/scale"), new("patch", "statefulsets/scale"),
        new("list", "horizontalpodautoscalers"), new("create", "events"),
        new("get", "secrets", PodNamespace, PinSecret), new("patch", "secrets", PodNamespace, PinSecret),
    ];

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _reader;
    private readonly string _key = CommandSignature.CreateKey();
    private k8s.Kubernetes? _kubernetes;

    private OperatorWorld(TemporaryFolder folder, ApiServerStandIn api)
    {
        _folder = folder;
        Api = api;
        Store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = folder.File("data"), Time = Clock });
        Audit = new AuditLog(Store.Audit, Clock);
        _reader = new HttpClient(Connection(ApiServerStandIn.FirstToken).CreateHandler());
        Cluster = new Core.Clusters.Cluster
        {
            Id = Identifier.New("cl"),
            Organisation = Organisation,
            Name = "production",
            Environment = "production",
            CreatedAt = Clock.GetUtcNow(),
        };
    }

    public FakeTimeProvider Clock { get; } = new(TestClock.Start);

    public ApiServerStandIn Api { get; }

    public EmbeddedStore Store { get; }

    public OrganisationId Organisation { get; } = new(Identifier.New("org"));

    public Core.Clusters.Cluster Cluster { get; }

    public AuditLog Audit { get; }

    /// <summary>Fails the calls of the hub and the Operator that a test chooses.</summary>
    public Faults Faults { get; } = new();

    public string PublicKey => CommandSignature.PublicKeyOf(_key);

    /// <summary>The capabilities that the Operator has.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = OperatorCapabilities.All;

    /// <summary>The namespaces that the Operator is limited to.</summary>
    public IReadOnlyList<string> Namespaces { get; set; } = [];

    public Principal Requester => new(Organisation, "user:ada", AccessRole.Operator);

    public Principal Approver => new(Organisation, "user:grace", AccessRole.Approver);

    public Principal Admin => new(Organisation, "user:alan", AccessRole.Admin);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OperatorWorld> StartAsync()
    {
        var folder = new TemporaryFolder();
        var api = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(folder.File("cluster")));
        var world = new OperatorWorld(folder, api);
        api.Accounts.Add(new StandInAccount(Token, Grants));
        world.PutWorkload();
        api.Changes.Put("secrets", $$"""
            {
              "metadata": {
                "name": "{{PinSecret}}", "namespace": "{{PodNamespace}}"
              }
            }
            """);
        await world.Store.Clusters.TryCreateAsync(world.Cluster, Cancel);
        await world.ReportStatusAsync();
        return world;
    }

    /// <summary>Stores the workload, as a rollout would.</summary>
    public void PutWorkload(
        string kind = "Deployment", int replicas = 3, long generation = 1, bool paused = false, string labels = "{}")
    {
        Api.Changes.Put(Resource(kind), $$$"""
            {
              "metadata": {
                "name": "{{{Name}}}", "namespace": "{{{Namespace}}}", "uid": "uid-1", "generation": {{{generation}}}, "labels": {{{labels}}}
              },
              "spec": {
                "replicas": {{{replicas}}}, "paused": {{{(paused ? "true" : "false")}}}, "selector": {"matchLabels": {"app": "checkout"}},
                "template": {
                  "metadata": {"labels": {"app": "checkout"}},
                  "spec": {"containers": [{"name": "checkout", "image": "checkout:1"}]}
                }
              },
              "status": {"observedGeneration": 1}
            }
            """);
    }

    /// <summary>The workload as the API server has it.</summary>
    public async Task<JsonObject> WorkloadAsync(string kind = "Deployment")
    {
        var address = new Uri(Api.Address, $"apis/apps/v1/namespaces/{Namespace}/{Resource(kind)}/{Name}");
        return JsonNode.Parse(await _reader.GetStringAsync(address, Cancel))!.AsObject();
    }

    /// <summary>The hub's service, as it is after a start.</summary>
    public ClusterCommands Commands() => new(
        Store.Commands, Store.ApprovalPolicies, Store.Clusters, Orders(), Signer(), new AccessGuard(Audit), Audit, Clock,
        NullLogger<ClusterCommands>.Instance);

    public CommandSweep Sweep() => new(
        Store.Organisations, Store.Commands, Orders(), new CommandEnds(Audit), Clock, NullLogger<CommandSweep>.Instance);

    public CommandDraft Restart(string kind = "Deployment") =>
        new(Cluster.Name, CommandOperation.Restart, kind, Namespace, Name, "It holds stale connections.");

    public CommandDraft Scale(int replicas) =>
        new(Cluster.Name, CommandOperation.Scale, "Deployment", Namespace, Name, "More traffic.", replicas);

    public async Task<ClusterCommand> GetAsync(string id) => (await Store.Commands.GetAsync(Organisation, id, Cancel))!;

    /// <summary>An order as the hub signs it, with the hub's key or another one.</summary>
    public SignedCommand Sign(OperatorCommand command, string? key = null) =>
        CommandSignature.Sign(JsonSerializer.Serialize(command, CoreJson.Default.OperatorCommand), key ?? _key);

    /// <summary>An order of the hub for the workload's present state.</summary>
    public async Task<OperatorCommand> OrderAsync(OperatorOrder order = OperatorOrder.Execute)
    {
        var workload = new Workload(await WorkloadAsync());
        return new OperatorCommand
        {
            Id = Identifier.New("cmd"),
            ClusterId = Cluster.Id,
            Order = order,
            Operation = CommandOperation.Restart,
            Target = new("Deployment", Namespace, Name),
            ResourceVersion = workload.ResourceVersion,
            ObjectState = workload.State,
            Note = "requested by Ada",
            ExpiresAt = Clock.GetUtcNow() + ClusterCommand.Lifetime,
        };
    }

    /// <summary>Lets the Operator, newly started, handle an order.</summary>
    public Task<HandlerResult> HandleAsync(SignedCommand order)
    {
        _kubernetes ??= ApiServer.Connect(new FaultyConnection(Connection(Token), Faults));
        return Handler(_kubernetes).HandleAsync(order, Delivery(Queues.Operator(Cluster.Id)), Cancel);
    }

    /// <summary>The pin of an Operator that starts now.</summary>
    public async Task<Pin> PinAsync(string presentedKey, string clusterId, string? expected = null)
    {
        using var kubernetes = ApiServer.Connect(Connection(Token));
        return await KeyPin(kubernetes, expected).GetAsync(presentedKey, clusterId, Cancel);
    }

    /// <summary>Carries every message that waits to the Operator or the hub, until none does.</summary>
    public async Task DeliverAsync()
    {
        while (await DeliverOnceAsync(Queues.Operator(Cluster.Id)) || await DeliverOnceAsync(Queues.Results))
        {
            // Until both are empty.
        }
    }

    /// <summary>The reports of the Operator that the hub did not take yet; they are removed.</summary>
    public async Task<IReadOnlyList<OperatorReport>> TakeReportsAsync()
    {
        var reports = new List<OperatorReport>();
        while (await Store.Queue.ReceiveAsync(Queues.Results, 10, TimeSpan.FromMinutes(1), TimeSpan.Zero, Cancel) is { Count: > 0 } found)
        {
            foreach (var message in found)
            {
                reports.Add(JsonSerializer.Deserialize(message.Body, CoreJson.Default.AgentMessage)!.Operator!);
                await Store.Queue.CompleteAsync(message, Cancel);
            }
        }

        return reports;
    }

    public async Task ReportStatusAsync() => await ReportHandler().HandleAsync(
        new OperatorReport
        {
            ClusterId = Cluster.Id,
            Status = new OperatorStatus
            {
                Version = "1.0.0",
                Capabilities = Capabilities,
                Namespaces = Namespaces,
                KeyId = CommandSignature.KeyId(PublicKey),
            },
        },
        Delivery(Queues.Results),
        Cancel);

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _kubernetes?.Dispose();
        await Store.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
    }

    private static string Resource(string kind) => kind.ToLowerInvariant() + "s";

    private static ReceivedMessage Delivery(QueueName queue) =>
        new() { Queue = queue, Id = "m", ReceiptHandle = "r", Body = "{}", ReceiveCount = 1 };

    private CommandSigner Signer() => new(_ => Task.FromResult<string?>(_key));

    private OperatorOrders Orders() => new(Signer(), new FaultyQueue(Store.Queue, Faults), Store.Commands, Clock);

    private OperatorReportHandler ReportHandler() => new(
        Store.Clusters, Store.Commands, Orders(), new CommandEnds(Audit), Clock, NullLogger<OperatorReportHandler>.Instance);

    private InClusterConnection Connection(string token)
    {
        var account = _folder.File(token);
        Api.Token = token;
        var environment = Api.WriteServiceAccount(account);
        Api.Token = ApiServerStandIn.FirstToken;
        File.WriteAllText(Path.Combine(account, "namespace"), PodNamespace);
        return InClusterConnection.Open(environment.GetValueOrDefault, environment["OPSWORKER_SERVICE_ACCOUNT_FOLDER"], Clock);
    }

    private static KeyPin KeyPin(k8s.Kubernetes kubernetes, string? expected) =>
        new(kubernetes, PodNamespace, PinSecret, expected, NullLogger<KeyPin>.Instance);

    private OperatorCommandHandler Handler(k8s.Kubernetes kubernetes)
    {
        var api = new WorkloadApi(kubernetes);
        var pin = KeyPin(kubernetes, expected: null);
        return new OperatorCommandHandler(
            cancel => pin.GetAsync(PublicKey, Cluster.Id, cancel),
            new CommandExecutor([new RestartOperation(api, Clock), new ScaleOperation(api)], api, Capabilities, Namespaces, Clock),
            api,
            new FaultyQueue(Store.Queue, Faults),
            Clock,
            NullLogger<OperatorCommandHandler>.Instance);
    }

    private async Task<bool> DeliverOnceAsync(QueueName queue)
    {
        var found = await Store.Queue.ReceiveAsync(queue, 1, TimeSpan.FromMinutes(1), TimeSpan.Zero, Cancel);
        if (found is not [var message]) return false;
        try
        {
            var result = queue == Queues.Results
                ? await ReportHandler().HandleAsync(
                    JsonSerializer.Deserialize(message.Body, CoreJson.Default.AgentMessage)!.Operator!, message, Cancel)
                : await HandleAsync(JsonSerializer.Deserialize(message.Body, CoreJson.Default.SignedCommand)!);
            if (result is HandlerResult.Reject reject) throw new InvalidOperationException(reject.Reason);
            await Store.Queue.CompleteAsync(message, Cancel);
        }
        catch (Exception e) when (Faults.IsKill(e))
        {
            // The process is gone; its message is delivered again after its visibility timeout.
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        return true;
    }
}
