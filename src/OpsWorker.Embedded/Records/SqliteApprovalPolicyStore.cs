using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Approval policies in a table, a row for each organisation.</summary>
internal sealed class SqliteApprovalPolicyStore(SqliteWriter writer, SqliteReader reader) : IApprovalPolicyStore
{
    /// <inheritdoc/>
    public async Task<ApprovalPolicies?> GetAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM approval_policies WHERE organisation = @organisation",
            Documents.Read(CoreJson.Default.ApprovalPolicies),
            cancellationToken,
            ("@organisation", organisation.Value))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(ApprovalPolicies policies, CancellationToken cancellationToken) => writer.ChangeAsync(
        policies.Version == 1
            ? "INSERT INTO approval_policies (organisation, version, json) VALUES (@organisation, @version, @json) ON CONFLICT DO NOTHING"
            : "UPDATE approval_policies SET version = @version, json = @json WHERE organisation = @organisation AND version = @version - 1",
        cancellationToken,
        ("@organisation", policies.Organisation.Value),
        ("@version", policies.Version),
        ("@json", Documents.Write(policies, CoreJson.Default.ApprovalPolicies)));
}
