using OpsWorker.Core.Clusters;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Queries that a cluster's agent may not answer by the capabilities that it reports. They are refused here and not sent; the agent would
/// refuse them too. The refusals are recorded when the queries start, so that a change of the capabilities changes no recorded answer.
/// </summary>
internal static class QueryRefusals
{
    /// <summary>The refusals of a batch, in order.</summary>
    public static IReadOnlyList<QueryRefusal> Of(IReadOnlyList<Query> queries, AgentHeartbeat? heartbeat)
    {
        if (heartbeat is null) return [];
        var namespaces = heartbeat.Limits?.DiagnosticsNamespaces ?? [];
        return
        [
            .. queries.Index()
                .Select(q => (q.Index, Reason: CapabilityCheck.Refusal(q.Item, heartbeat.Capabilities, namespaces)))
                .Where(refused => refused.Reason is not null)
                .Select(refused => new QueryRefusal(refused.Index, refused.Reason!)),
        ];
    }

    /// <summary>The queries that are sent.</summary>
    public static IReadOnlyList<Query> Sent(JournalEntry entry) => entry.Refusals.Count == 0
        ? entry.Queries
        : [.. entry.Queries.Where((_, index) => entry.Refusals.All(refusal => refusal.Index != index))];

    /// <summary>The agent's results with the refusals between them: one result for each query, in order.</summary>
    public static IReadOnlyList<QueryResult> Merge(JournalEntry entry, IReadOnlyList<QueryResult> results)
    {
        var answered = new Queue<QueryResult>(results);
        var reasons = entry.Refusals.ToDictionary(refusal => refusal.Index, refusal => refusal.Reason);
        return
        [
            .. entry.Queries.Select((query, index) => reasons.TryGetValue(index, out var reason)
                ? Answer.Error(query, entry.StartedAt, $"'{query}' was not sent to the agent: {reason}.")
                : answered.Dequeue()),
        ];
    }
}
