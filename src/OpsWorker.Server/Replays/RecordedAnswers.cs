using OpsWorker.Core.Queries;

namespace OpsWorker.Server.Replays;

/// <summary>Answers queries as they were answered once; what was not asked then is an error.</summary>
internal sealed class RecordedAnswers(IEnumerable<QueryResult> answers, DateTimeOffset collectedAt) : IQueryReader
{
    private readonly Dictionary<Query, QueryResult> _answers = answers.GroupBy(a => a.Query).ToDictionary(g => g.Key, g => g.Last());

    /// <inheritdoc/>
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) => Task.FromResult(
        _answers.GetValueOrDefault(query) ?? new QueryResult
        {
            Query = query,
            Outcome = QueryOutcome.Error,
            Error = "The recorded investigation did not ask this.",
            CollectedAt = collectedAt,
        });
}
