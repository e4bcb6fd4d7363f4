namespace OpsWorker.Core.Queries;

/// <summary>How a query ended.</summary>
public enum QueryOutcome
{
    /// <summary>There is an answer.</summary>
    Success,

    /// <summary>The query was right and there is nothing: no such object, no lines, no series.</summary>
    NoData,

    /// <summary>The cluster or the agent refused or failed; <see cref="QueryResult.Error"/> says how.</summary>
    Error,
}

/// <summary>The answer to one query.</summary>
public sealed record QueryResult
{
    /// <summary>The question.</summary>
    public required Query Query { get; init; }

    /// <summary>How it ended.</summary>
    public required QueryOutcome Outcome { get; init; }

    /// <summary>The answer in the form that the verb defines; empty unless <see cref="QueryOutcome.Success"/>.</summary>
    public string Content { get; init; } = "";

    /// <summary>The exact question that failed and the API's whole message.</summary>
    public string? Error { get; init; }

    /// <summary>How many bytes of the answer were left out to stay within the budget.</summary>
    public long OmittedBytes { get; init; }

    /// <summary>How many secrets were masked before the answer left the cluster.</summary>
    public int Masked { get; init; }

    /// <summary>When the cluster was asked; for a recorded cluster, when it was recorded.</summary>
    public required DateTimeOffset CollectedAt { get; init; }
}

/// <summary>Answers queries: a live cluster, or one recorded on disk.</summary>
public interface IQueryReader
{
    /// <summary>
    /// Answers the query. What the cluster refuses or lacks is an answer too
    /// (<see cref="QueryOutcome.Error"/>, <see cref="QueryOutcome.NoData"/>), never an exception.
    /// </summary>
    Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken);
}
