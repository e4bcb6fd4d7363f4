using System.Text.Json;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Logs of a workload or Service (<c>deployments/web</c>) are those of the pods that it selects.</summary>
internal static class WorkloadLogs
{
    public static bool Concerns(Query query) => query.Name is not null && query.Resource is not (null or "pods" or "pod" or "po");

    /// <summary>The query for the workload itself.</summary>
    public static Query Workload(Query query) =>
        new() { Verb = QueryVerb.Get, Resource = query.Resource, Namespace = query.Namespace, Name = query.Name };

    /// <summary>The query for the logs of its pods, or the answer where there can be none.</summary>
    public static (Query? Pods, QueryResult? Failure) Combine(Query query, QueryResult workload)
    {
        if (workload.Outcome == QueryOutcome.NoData)
        {
            return (null, Answer.NoData(query, workload.CollectedAt, workload.Error ?? $"There is no {query.Resource}/{query.Name}."));
        }

        if (workload.Outcome == QueryOutcome.Error) return (null, workload with { Query = query });
        using var document = JsonDocument.Parse(workload.Content);
        return WorkloadSelector.Of(document.RootElement) is { } selector
            ? (query with { Resource = "pods", Name = null, LabelSelector = selector }, null)
            : (null, Answer.Error(query, workload.CollectedAt, $"{query.Resource}/{query.Name} selects no pods."));
    }
}
