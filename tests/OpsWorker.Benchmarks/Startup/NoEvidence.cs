using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Benchmarks.Startup;

/// <summary>An evidence store for records that are small.</summary>
internal sealed class NoEvidence : IEvidenceStore
{
    public Task PutAsync(OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>?> GetAsync(OrganisationId organisation, string key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Uri> CreateUploadAsync(OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
