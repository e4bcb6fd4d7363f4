using System.Collections.Concurrent;
using OpsWorker.Core.Queries;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>Answers each query once: what is changed in the answers starts from the same ones, and files are read once.</summary>
internal sealed class CachedReader(IQueryReader inner) : IQueryReader
{
    private readonly ConcurrentDictionary<Query, Task<QueryResult>> _answers = [];

    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) =>
        _answers.GetOrAdd(query, q => inner.ReadAsync(q, CancellationToken.None));
}
