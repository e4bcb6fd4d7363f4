using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Server.Telemetry;

/// <summary>Measures investigations as they end: a store accepts the end of each once.</summary>
internal sealed class MeasuredInvestigations(IInvestigationStore inner) : IInvestigationStore
{
    /// <inheritdoc/>
    public Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        inner.GetAsync(organisation, id, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken) =>
        inner.TryCreateAsync(investigation, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken)
    {
        var updated = await inner.TryUpdateAsync(investigation, cancellationToken);
        if (updated && investigation.HasEnded) Record(investigation);
        return updated;
    }

    /// <inheritdoc/>
    public Task<Page<Investigation>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        inner.ListAsync(organisation, page, cancellationToken);

    private static void Record(Investigation investigation)
    {
        var report = investigation.Report;
        Instruments.Investigations.Add(
            1, new("status", investigation.Status.ToString()), new("verdict", report?.Diagnosis.Verdict.ToString() ?? "none"));
        if (investigation.CompletedAt is { } completed)
            Instruments.InvestigationDuration.Record((completed - investigation.RequestedAt).TotalSeconds);
        if (report?.Diagnosis.Causes is [var first, ..]) Instruments.Confidence.Record(first.Confidence);
        foreach (var evidence in report?.Evidence ?? [])
            Instruments.Queries.Add(1, new KeyValuePair<string, object?>("outcome", evidence.Outcome.ToString()));
    }
}
