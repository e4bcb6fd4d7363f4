using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.Tests.DynamoDb;

/// <summary>Stands where nothing may be too large for an item.</summary>
internal sealed class NoOverflow : IEvidenceStore
{
    public Task PutAsync(OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>?> GetAsync(OrganisationId organisation, string key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Uri> CreateUploadAsync(
        OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
