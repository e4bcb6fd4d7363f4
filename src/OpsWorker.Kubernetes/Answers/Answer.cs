using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Creates the results of queries.</summary>
public static class Answer
{
    /// <summary>A successful answer; <paramref name="error"/> names the missing part of an incomplete one.</summary>
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

    /// <summary>An empty answer; <paramref name="error"/> has the reason, where there is one.</summary>
    public static QueryResult NoData(Query query, DateTimeOffset at, string? error = null) =>
        new() { Query = query, Outcome = QueryOutcome.NoData, CollectedAt = at, Error = error };

    /// <summary>A query that was refused or failed.</summary>
    public static QueryResult Error(Query query, DateTimeOffset at, string error, long omittedBytes = 0) =>
        new() { Query = query, Outcome = QueryOutcome.Error, CollectedAt = at, Error = error, OmittedBytes = omittedBytes };
}
