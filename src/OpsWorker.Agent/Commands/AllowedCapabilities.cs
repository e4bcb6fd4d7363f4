using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;

namespace OpsWorker.Agent.Commands;

/// <summary>Refuses queries that need a capability which is off, or diagnostics outside of their namespaces.</summary>
/// <param name="inner">Answers allowed queries.</param>
/// <param name="capabilities">The capabilities that are on.</param>
/// <param name="diagnosticsNamespaces">The namespaces of diagnostics; empty for all.</param>
/// <param name="time">The only clock.</param>
internal sealed class AllowedCapabilities(
    IQueryReader inner, IReadOnlyList<string> capabilities, IReadOnlyList<string> diagnosticsNamespaces, TimeProvider time) : IQueryReader
{
    /// <inheritdoc/>
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) =>
        Refusal(query) is { } refusal
            ? Task.FromResult(new QueryResult
            {
                Query = query,
                Outcome = QueryOutcome.Error,
                Error = $"'{query}' was refused by the agent: {refusal}.",
                CollectedAt = time.GetUtcNow(),
            })
            : inner.ReadAsync(query, cancellationToken);

    // All capabilities may be off, which to CapabilityCheck is an agent that knows none.
    private string? Refusal(Query query) =>
        CapabilityCheck.Needed(query) is { } needed && !capabilities.Contains(needed)
            ? $"the capability {needed} is off"
            : CapabilityCheck.Refusal(query, capabilities, diagnosticsNamespaces);
}
