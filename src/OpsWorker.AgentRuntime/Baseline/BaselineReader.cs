using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.AgentRuntime.Baseline;

/// <summary>Answers <c>discover baseline</c> from the book, and everything else from the cluster.</summary>
/// <param name="cluster">Reads the cluster.</param>
/// <param name="book">What was there while nothing fired.</param>
/// <param name="time">The only clock.</param>
public sealed class BaselineReader(IQueryReader cluster, BaselineBook book, TimeProvider time) : IQueryReader
{
    /// <inheritdoc/>
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) =>
        query is { Verb: QueryVerb.Discover, Resource: Query.Baseline }
            ? Task.FromResult(Answer.Success(query, book.ToJson(query.Namespace), time.GetUtcNow()))
            : cluster.ReadAsync(query, cancellationToken);
}
