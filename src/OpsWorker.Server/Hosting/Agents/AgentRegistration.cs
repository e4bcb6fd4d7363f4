using OpsWorker.AgentRuntime.Baseline;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Heartbeats;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Embedded;
using OpsWorker.Messaging;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Server.Hosting.SqsEndpoint;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>Registers what serves agents, and the agent that runs in the server's own process.</summary>
internal static class AgentRegistration
{
    /// <summary>For how long a command is kept at a time while it is answered; what its pump keeps it for at first.</summary>
    private static readonly TimeSpan s_visibility = TimeSpan.FromSeconds(60);

    // To this very process.
    private static readonly TimeSpan s_uploadTimeout = TimeSpan.FromSeconds(30);

    public static void AddAgents(this IServiceCollection services, ServerSettings settings, Func<Uri> publicUrl)
    {
        services.AddSingleton(settings.Silence);
        services.AddSingleton<IAgentCredentialIssuer>(provider => new EmbeddedAgentCredentials(
            provider.GetRequiredService<EmbeddedStore>(), publicUrl, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SqsOperations(
            provider.GetRequiredService<EmbeddedStore>(), provider.GetRequiredService<IHostApplicationLifetime>(), publicUrl));

        // It begins as late as agents may be silent: while this process did not run, no heartbeat could arrive.
        services.AddSingleton(provider => Pump.Of(
            "sweep of clusters",
            settings.Silence.DisconnectedAfter,
            ClusterSweep.Interval,
            cancel => SweepAsync(provider, cancel),
            provider));
    }

    public static void AddInProcessAgent(this IServiceCollection services, Cluster cluster, IQueryReader reader)
    {
        var limits = new QueryLimits();
        services.AddSingleton<BaselineBook>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueryExecutor>(
            provider, ActivatorUtilities.CreateInstance<BaselineReader>(provider, reader), limits));
        services.AddSingleton(provider => new AgentCommandHandler(
            provider.GetRequiredService<QueryExecutor>(),
            provider.GetRequiredService<IMessageQueue>(),
            new AnswerUploads(new HttpClient(OutgoingConnections.CreateHandler()) { Timeout = s_uploadTimeout }),
            InProcessCluster.AgentVersion,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AgentCommandHandler>>()));
        services.AddSingleton(provider => Pump.Of(
            Queues.Commands(cluster.Id),
            new MessageInvoker<AgentCommand>(
                ActivatorUtilities.CreateInstance<LeasedHandler<AgentCommand>>(
                    provider, provider.GetRequiredService<AgentCommandHandler>(), s_visibility),
                CoreJson.Default.AgentCommand,
                MessageInvoker.DefaultMaxReceives,
                provider.GetRequiredService<ILogger<AgentCommandHandler>>()),
            provider));
        var heartbeat = Heartbeat(cluster, limits);
        services.AddSingleton(provider => new Pump(ActivatorUtilities.CreateInstance<HeartbeatSender>(
            provider, (CancellationToken _) => Task.FromResult(heartbeat), AgentHeartbeat.DefaultInterval)));
    }

    public static void AddInProcessDetection(this IServiceCollection services, Cluster cluster, WatchedCluster watched)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveWatcher>(provider, watched.Connection));
        services.AddSingleton(provider => new ProblemDetector(watched.Options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Pump(ActivatorUtilities.CreateInstance<BaselineObserver>(provider)));
        services.AddSingleton(provider => new Pump(ActivatorUtilities.CreateInstance<DetectionService>(
            provider,
            provider.GetRequiredService<LiveWatcher>(),
            provider.GetRequiredService<ProblemDetector>(),
            ActivatorUtilities.CreateInstance<InProcessProblems>(provider, cluster))));
    }

    private static AgentHeartbeat Heartbeat(Cluster cluster, QueryLimits limits) => new()
    {
        ClusterId = cluster.Id,
        AgentVersion = InProcessCluster.AgentVersion,
        Capabilities =
        [
            AgentCapabilities.Observe, AgentCapabilities.DiagnosticsRead, AgentCapabilities.ArgocdRead,
            .. Enum.GetValues<QueryVerb>().Where(verb => verb != QueryVerb.Probe).Select(verb => verb.ToString().ToLowerInvariant()),
        ],
        Limits = new AgentLimits
        {
            Concurrency = limits.Concurrency,
            Timeout = limits.Timeout,
            MaxResultBytes = limits.MaxResultBytes,
            MaxTotalBytes = limits.MaxTotalBytes,
        },
    };

    private static async Task SweepAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ClusterSweep>().RunAsync(cancellationToken);
        await services.GetRequiredService<EmbeddedStore>().AgentQueues.RemoveExpiredCommandsAsync(cancellationToken);
    }
}
