using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Agent.Commands;

/// <summary>Refuses queries outside the allowed namespaces.</summary>
/// <param name="inner">Answers allowed queries.</param>
/// <param name="namespaces">The allowed namespaces; at least one.</param>
/// <param name="time">The only clock.</param>
internal sealed class AllowedNamespaces(IQueryReader inner, IReadOnlyList<string> namespaces, TimeProvider time) : IQueryReader
{
    /// <inheritdoc/>
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) =>
        Violation(query) is { } violation
            ? Task.FromResult(new QueryResult
            {
                Query = query,
                Outcome = QueryOutcome.Error,
                Error = $"'{query}' was refused by the agent: {violation}; it may be asked about {string.Join(", ", namespaces)}.",
                CollectedAt = time.GetUtcNow(),
            })
            : inner.ReadAsync(query, cancellationToken);

    private string? Violation(Query query)
    {
        if (query.Expression is not null) return "an expression may be about any namespace";
        if (query.Namespace is { } ns) return namespaces.Contains(ns) ? null : $"namespace {ns} is not allowed";
        return IsOutsideOfNamespaces(query) ? null : "all namespaces together are not allowed";
    }

    // RBAC decides about cluster-scoped resources; a resource that is unknown here may be namespaced.
    private static bool IsOutsideOfNamespaces(Query query) =>
        query.Verb is QueryVerb.Version or QueryVerb.Discover
        || (query is { Verb: QueryVerb.Get or QueryVerb.List or QueryVerb.Metrics, Resource: { } resource }
            && KnownResources.Find(resource) is { Namespaced: false });
}
