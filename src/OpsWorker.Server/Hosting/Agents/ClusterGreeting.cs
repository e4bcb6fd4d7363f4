using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Queries;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>
/// Asks the server's own cluster for its version when the server starts, so that a kubeconfig that does not work is seen
/// then and not at the first alert.
/// </summary>
internal static class ClusterGreeting
{
    private static readonly QueryLimits s_limits = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>One line for people; a cluster that does not answer is no failure, as it may answer later.</summary>
    public static async Task<string> AskAsync(InProcessCluster cluster, CancellationToken cancellationToken)
    {
        var executor = new QueryExecutor(cluster.Reader, s_limits, TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var answer = (await executor.ExecuteAsync([new Query { Verb = QueryVerb.Version }], cancellationToken))[0];
        return answer.Outcome == QueryOutcome.Error
            ? $"Cluster \"{cluster.Name}\" ({cluster.Origin}) does not answer: {answer.Error} It is asked again when an alert comes."
            : $"Cluster \"{cluster.Name}\" is answered by {cluster.Origin}{Version(answer.Content)}.";
    }

    private static string Version(string answer)
    {
        if (answer.Length == 0) return "";
        using var version = JsonDocument.Parse(answer);
        return version.RootElement.TryGetProperty("gitVersion", out var git) ? $", Kubernetes {git.GetString()}" : "";
    }
}
