using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using Xunit;

namespace OpsWorker.Testing.Clusters;

/// <summary>A reader and the stand-in that it asks, which serves a small cluster.</summary>
public sealed class LiveFixture : IAsyncDisposable
{
    private LiveFixture(RecordedCluster cluster, ApiServerStandIn server)
    {
        Cluster = cluster;
        Server = server;
        Reader = new LiveReader(Connection(), TimeProvider.System);
    }

    public RecordedCluster Cluster { get; }

    public ApiServerStandIn Server { get; }

    public LiveReader Reader { get; }

    public static async Task<LiveFixture> StartAsync()
    {
        var cluster = new RecordedCluster();
        return new LiveFixture(cluster, await ApiServerStandIn.StartAsync(cluster.Path));
    }

    public IClusterConnection Connection()
    {
        var folder = Path.Combine(Cluster.Path, "service-account");
        return InClusterConnection.Open(Server.WriteServiceAccount(folder).GetValueOrDefault, folder, TimeProvider.System);
    }

    public Task<QueryResult> AskAsync(Query query) => Reader.ReadAsync(query, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        await Server.DisposeAsync();
        Cluster.Dispose();
    }
}
