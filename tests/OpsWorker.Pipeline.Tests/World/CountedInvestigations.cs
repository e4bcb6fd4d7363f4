using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Tests.World;

internal sealed class CountedInvestigations(IInvestigationStore inner, Effects effects) : IInvestigationStore
{
    public Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        effects.Pass("Investigations");
        return inner.GetAsync(organisation, id, cancellationToken);
    }

    public Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken)
    {
        effects.Pass("Investigations");
        return inner.TryCreateAsync(investigation, cancellationToken);
    }

    public Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken)
    {
        effects.Pass("Investigations");
        return inner.TryUpdateAsync(investigation, cancellationToken);
    }

    public Task<Page<Investigation>> ListAsync(
        OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        effects.Pass("Investigations");
        return inner.ListAsync(organisation, page, cancellationToken);
    }
}

internal sealed class CountedJournal(IJournalStore inner, Effects effects) : IJournalStore
{
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(
        OrganisationId organisation, string investigationId, CancellationToken cancellationToken)
    {
        effects.Pass("Journal");
        return inner.ReadAsync(organisation, investigationId, cancellationToken);
    }

    public Task<bool> TryAppendAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken)
    {
        effects.Pass("Journal");
        return inner.TryAppendAsync(organisation, investigationId, entry, cancellationToken);
    }

    public Task<bool> TryCompleteAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken)
    {
        effects.Pass("Journal");
        return inner.TryCompleteAsync(organisation, investigationId, entry, cancellationToken);
    }
}

internal sealed class CountedEvidence(IEvidenceStore inner, Effects effects) : IEvidenceStore
{
    public Task PutAsync(
        OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        effects.Pass("Evidence");
        return inner.PutAsync(organisation, key, content, cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>?> GetAsync(
        OrganisationId organisation, string key, CancellationToken cancellationToken)
    {
        effects.Pass("Evidence");
        return inner.GetAsync(organisation, key, cancellationToken);
    }

    public Task<Uri> CreateUploadAsync(
        OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken)
    {
        effects.Pass("Evidence");
        return inner.CreateUploadAsync(organisation, key, validFor, cancellationToken);
    }
}
