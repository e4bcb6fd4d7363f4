using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Makes the results of queries.</summary>
public static class Answer
{
    /// <summary>An answer; <paramref name="error"/> says what it lacks, where it is not the whole one.</summary>
    public static QueryResult Success(
        Query query, string content, DateTimeOffset at, long omittedBytes = 0, string? error = null) =>
        new()
        {
            Query = query,
            Outcome = QueryOutcome.Success,
            Content = content,
            CollectedAt = at,
            OmittedBytes = omittedBytes,
            Error = error,
        };

    /// <summary>There is nothing; <paramref name="error"/> says why, where that is not simply so.</summary>
    public static QueryResult NoData(Query query, DateTimeOffset at, string? error = null) =>
        new() { Query = query, Outcome = QueryOutcome.NoData, CollectedAt = at, Error = error };

    /// <summary>The query was refused or failed.</summary>
    public static QueryResult Error(Query query, DateTimeOffset at, string error, long omittedBytes = 0) =>
        new() { Query = query, Outcome = QueryOutcome.Error, CollectedAt = at, Error = error, OmittedBytes = omittedBytes };
}
