using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.Queries;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Server.Clusters;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>Asks the API server that <c>KUBECONFIG</c> names; without it these are skipped.</summary>
public sealed class RealClusterTests
{
    [Theory]
    [InlineData(QueryVerb.Version, null)]
    [InlineData(QueryVerb.Discover, "apiresources")]
    [InlineData(QueryVerb.List, "namespaces")]
    [InlineData(QueryVerb.List, "nodes")]
    [InlineData(QueryVerb.List, "po")]
    [InlineData(QueryVerb.List, "deployments.apps")]
    [InlineData(QueryVerb.List, "secrets")]
    [InlineData(QueryVerb.List, "events")]
    public async Task A_real_api_server_answers(QueryVerb verb, string? resource)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")), "KUBECONFIG is not set.");
        using var reader = new LiveReader(await ConnectAsync(), TimeProvider.System);

        var result = await reader.ReadAsync(new Query { Verb = verb, Resource = resource }, TestContext.Current.CancellationToken);

        result.Outcome.ShouldBe(QueryOutcome.Success, result.Error);
    }

    [Fact]
    public async Task A_real_api_server_is_watched()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")), "KUBECONFIG is not set.");
        using var watcher = new LiveWatcher(await ConnectAsync(), TimeProvider.System, NullLogger<LiveWatcher>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var targets = new ProblemDetector(new DetectionOptions(), TimeProvider.System).Targets;
        var listed = new ConcurrentDictionary<WatchTarget, bool>();

        var watching = watcher.RunAsync(
            targets,
            change =>
            {
                if (change.Kind == WatchChangeKind.Listed) listed[change.Target] = true;
            },
            stop.Token);
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(listed.Count == targets.Count), "every list", () => string.Join(", ", listed.Keys));
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(watching);
    }

    private static async Task<KubeConfigConnection> ConnectAsync()
    {
        var files = KubeConfigFiles.Find(null, Environment.GetEnvironmentVariable);
        return (await KubeConfig.LoadAsync(files, TestContext.Current.CancellationToken)).Connect(null, TimeProvider.System);
    }
}
