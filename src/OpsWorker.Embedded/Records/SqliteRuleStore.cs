using OpsWorker.Core;
using OpsWorker.Core.Rules;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteRuleStore(SqliteWriter writer, SqliteReader reader) : IRuleStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Rule>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT json FROM rules WHERE organisation = @organisation ORDER BY position, id",
            Documents.Read(CoreJson.Default.Rule),
            cancellationToken,
            ("@organisation", organisation.Value));

    /// <inheritdoc/>
    public Task PutAsync(Rule rule, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            INSERT INTO rules (organisation, id, position, json) VALUES (@organisation, @id, @position, @json)
            ON CONFLICT (organisation, id) DO UPDATE SET position = excluded.position, json = excluded.json
            """,
            cancellationToken,
            ("@organisation", rule.Organisation.Value),
            ("@id", rule.Id),
            ("@position", rule.Order),
            ("@json", Documents.Write(rule, CoreJson.Default.Rule)));

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            "DELETE FROM rules WHERE organisation = @organisation AND id = @id",
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id));
}
