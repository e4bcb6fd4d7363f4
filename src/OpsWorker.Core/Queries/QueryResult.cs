namespace OpsWorker.Core.Queries;

/// <summary>The outcome of a query.</summary>
public enum QueryOutcome
{
    /// <summary>The query was answered.</summary>
    Success,

    /// <summary>The query was valid and matched nothing: no such object, no lines, no series.</summary>
    NoData,

    /// <summary>The cluster or the agent refused or failed; <see cref="QueryResult.Error"/> has the message.</summary>
    Error,
}

/// <summary>The answer to one query.</summary>
public sealed record QueryResult
{
    /// <summary>The query.</summary>
    public required Query Query { get; init; }

    /// <summary>The outcome.</summary>
    public required QueryOutcome Outcome { get; init; }

    /// <summary>The answer in the form that the verb defines; empty unless <see cref="QueryOutcome.Success"/>.</summary>
    public string Content { get; init; } = "";

    /// <summary>The exact request that failed and the API's whole message.</summary>
    public string? Error { get; init; }

    /// <summary>Bytes of the answer that were cut off to stay within the limit.</summary>
    public long OmittedBytes { get; init; }

    /// <summary>Objects of a list that were cut off; 0 where agents of earlier versions count bytes only.</summary>
    public int OmittedItems { get; init; }

    /// <summary>Secrets masked before the answer left the cluster.</summary>
    public int Masked { get; init; }

    /// <summary>The time of the query; for a recorded cluster, the time of recording.</summary>
    public required DateTimeOffset CollectedAt { get; init; }
}

/// <summary>Answers queries from a live cluster or a recorded one.</summary>
public interface IQueryReader
{
    /// <summary>
    /// Answers the query. A refusal or missing data is a result too
    /// (<see cref="QueryOutcome.Error"/>, <see cref="QueryOutcome.NoData"/>), never an exception.
    /// </summary>
    Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken);
}
