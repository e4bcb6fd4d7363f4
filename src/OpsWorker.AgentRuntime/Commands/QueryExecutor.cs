using Microsoft.Extensions.Logging;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.AgentRuntime.Commands;

/// <summary>Runs a batch of queries in parallel, within limits, and masks secrets in the answers.</summary>
/// <param name="reader">Answers single queries.</param>
/// <param name="limits">Limits of a batch.</param>
/// <param name="time">The clock of timeouts.</param>
/// <param name="logger">The log of failures.</param>
/// <param name="masker">Masks secrets; null means the built-in rules. Masking cannot be switched off.</param>
public sealed partial class QueryExecutor(
    IQueryReader reader, QueryLimits limits, TimeProvider time, ILogger<QueryExecutor> logger, SecretMasker? masker = null)
{
    private readonly SecretMasker _masker = masker ?? new SecretMasker();

    // Masking takes several times the memory of the answer, so only one answer is masked at a time.
    private readonly Lock _masking = new();

    /// <summary>
    /// Returns one result for each query, in the same order. A query that fails, times out or exceeds the batch's byte
    /// budget has an error as its result.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<IReadOnlyList<QueryResult>> ExecuteAsync(
        IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(limits.Concurrency);
        var total = new ByteBudget(limits.MaxTotalBytes);
        return await Task.WhenAll(queries.Select((query, index) => index < limits.MaxQueries
            ? ReadInSlotAsync(query, slots, total, cancellationToken)
            : Task.FromResult(Error(query, $"The batch has {queries.Count} queries; {limits.MaxQueries} are answered."))));
    }

    private async Task<QueryResult> ReadInSlotAsync(Query query, SemaphoreSlim slots, ByteBudget total, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            return Within(total, Mask(await ReadAsync(query, cancellationToken)));
        }
        finally
        {
            slots.Release();
        }
    }

    private QueryResult Mask(QueryResult result)
    {
        lock (_masking) return _masker.Mask(result);
    }

    private async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limits.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var budget = Math.Clamp(query.MaxBytes ?? limits.MaxResultBytes, 0, limits.MaxResultBytes);
            var result = await reader.ReadAsync(query with { MaxBytes = budget }, linked.Token).WaitAsync(linked.Token);
            return result with { Query = query };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error(query, $"'{query}' was not answered within {limits.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            QueryFailed(e, query.Verb, query.Resource);
            return Error(query, $"'{query}' failed: {e.Message}");
        }
    }

    // An answer over the budget is released at once: all of them together would not fit into the agent's memory.
    private QueryResult Within(ByteBudget total, QueryResult result)
    {
        var size = QueryResultsCodec.PackedLength(result.Content);
        if (total.TryTake(size)) return result;
        var error =
            $"The answer of {size} bytes is left out: the batch's {limits.MaxTotalBytes} bytes were used up by the answers before it.";
        return Answer.Error(result.Query, result.CollectedAt, error, size + result.OmittedBytes);
    }

    private QueryResult Error(Query query, string error) => Answer.Error(query, time.GetUtcNow(), error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query failed: {Verb} {Resource}")]
    private partial void QueryFailed(Exception exception, QueryVerb verb, string? resource);
}
