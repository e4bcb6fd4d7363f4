using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Agent.Commands;

/// <summary>Refuses what is outside of the namespaces that the agent may be asked about.</summary>
/// <param name="inner">Answers the rest.</param>
/// <param name="namespaces">At least one.</param>
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

    // What is in no namespace is for the cluster's own rules to allow; a resource that is not known here may be in one.
    private static bool IsOutsideOfNamespaces(Query query) =>
        query.Verb is QueryVerb.Version or QueryVerb.Discover
        || (query is { Verb: QueryVerb.Get or QueryVerb.List or QueryVerb.Metrics, Resource: { } resource }
            && KnownResources.Find(resource) is { Namespaced: false });
}
