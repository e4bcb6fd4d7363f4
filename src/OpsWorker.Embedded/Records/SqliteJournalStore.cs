using OpsWorker.Core;
using OpsWorker.Core.Investigations;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Journals in a table, one row per entry.</summary>
internal sealed class SqliteJournalStore(SqliteWriter writer, SqliteReader reader) : IJournalStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        OrganisationId organisation, string investigationId, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            """
            SELECT json FROM journal
            WHERE organisation = @organisation AND investigation_id = @investigation ORDER BY number
            """,
            Documents.Read(CoreJson.Default.JournalEntry),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@investigation", investigationId));

    /// <inheritdoc/>
    public Task<bool> TryAppendAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(
            """
            INSERT INTO journal (organisation, investigation_id, number, pending, json)
            VALUES (@organisation, @investigation, @number, @pending, @json)
            ON CONFLICT DO NOTHING
            """,
            organisation,
            investigationId,
            entry,
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryCompleteAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(
            """
            UPDATE journal SET pending = @pending, json = @json
            WHERE organisation = @organisation AND investigation_id = @investigation AND number = @number AND pending = 1
            """,
            organisation,
            investigationId,
            entry,
            cancellationToken);

    private Task<bool> ChangeAsync(
        string sql,
        OrganisationId organisation,
        string investigationId,
        JournalEntry entry,
        CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            sql,
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@investigation", investigationId),
            ("@number", entry.Number),
            ("@pending", entry.State == JournalEntryState.Pending),
            ("@json", Documents.Write(entry, CoreJson.Default.JournalEntry)));
}
