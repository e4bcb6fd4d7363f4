using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Functions.Hosting;

/// <summary>An evidence store that is made when it is first used: for records, which need it only where they are large.</summary>
internal sealed class DeferredEvidenceStore(Func<IEvidenceStore> create) : IEvidenceStore
{
    private readonly Lazy<IEvidenceStore> _store = new(create);

    public Task PutAsync(
        OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _store.Value.PutAsync(organisation, key, content, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> GetAsync(OrganisationId organisation, string key, CancellationToken cancellationToken) =>
        _store.Value.GetAsync(organisation, key, cancellationToken);

    public Task<Uri> CreateUploadAsync(
        OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken) =>
        _store.Value.CreateUploadAsync(organisation, key, validFor, cancellationToken);
}
