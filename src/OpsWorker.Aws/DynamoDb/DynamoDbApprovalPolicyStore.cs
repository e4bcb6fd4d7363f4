using OpsWorker.Core;
using OpsWorker.Core.Commands;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Approval policies in the table, an item for each organisation.</summary>
public sealed class DynamoDbApprovalPolicyStore(RecordTable table) : IApprovalPolicyStore
{
    /// <inheritdoc/>
    public async Task<ApprovalPolicies?> GetAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.ApprovalPolicies(organisation), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.ApprovalPolicies, cancellationToken)
            : null;

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(ApprovalPolicies policies, CancellationToken cancellationToken) => table.TryPutAsync(
        RecordDocuments
            .ToPermanentItem(RecordKey.ApprovalPolicies(policies.Organisation), policies, CoreJson.Default.ApprovalPolicies)
            .WithVersion(policies.Version),
        policies.Version == 1 ? RecordCondition.IsNew : RecordCondition.VersionIs(policies.Version - 1),
        cancellationToken);
}
