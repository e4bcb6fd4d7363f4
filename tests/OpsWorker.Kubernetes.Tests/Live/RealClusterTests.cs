using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Live;
using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Kubernetes.Tests.Live;

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
        var files = KubeConfig.DefaultFiles(Environment.GetEnvironmentVariable);
        using var reader = new LiveReader(KubeConfig.Load(files).Connect(null, TimeProvider.System), TimeProvider.System);

        var result = await reader.ReadAsync(new Query { Verb = verb, Resource = resource }, TestContext.Current.CancellationToken);

        result.Outcome.ShouldBe(QueryOutcome.Success, result.Error);
    }
}
