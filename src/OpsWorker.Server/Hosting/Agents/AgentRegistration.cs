using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Embedded;
using OpsWorker.Kubernetes.Execution;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Server.Hosting.SqsEndpoint;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>Registers what serves agents, and the agent that runs in the server's own process.</summary>
internal static class AgentRegistration
{
    public static void AddAgents(this IServiceCollection services, ServerSettings settings, Func<Uri> publicUrl)
    {
        services.AddSingleton(settings.Silence);
        services.AddSingleton<IAgentCredentialIssuer>(provider => new EmbeddedAgentCredentials(
            provider.GetRequiredService<EmbeddedStore>(), publicUrl, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SqsOperations(
            provider.GetRequiredService<EmbeddedStore>(), provider.GetRequiredService<IHostApplicationLifetime>(), publicUrl));
        services.AddSingleton<ClusterSweep>();
        services.AddSingleton<SweepTimer>();
        services.AddSingleton(provider => new Pump(provider.GetRequiredService<SweepTimer>()));
    }

    public static void AddInProcessAgent(this IServiceCollection services, Cluster cluster, IQueryReader reader)
    {
        services.AddSingleton(provider => new AgentCommandHandler(
            ActivatorUtilities.CreateInstance<QueryExecutor>(provider, reader, new QueryLimits()),
            provider.GetRequiredService<IMessageQueue>(),
            new HttpClient(),
            RecordedCluster.AgentVersion,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AgentCommandHandler>>()));
        var heartbeat = new AgentHeartbeat { ClusterId = cluster.Id, AgentVersion = RecordedCluster.AgentVersion };
        services.AddPump<AgentCommand, AgentCommandHandler>(Queues.Commands(cluster.Id), CoreJson.Default.AgentCommand);
        services.AddSingleton(provider => new Pump(ActivatorUtilities.CreateInstance<HeartbeatSender>(
            provider, (CancellationToken _) => Task.FromResult(heartbeat))));
    }
}
