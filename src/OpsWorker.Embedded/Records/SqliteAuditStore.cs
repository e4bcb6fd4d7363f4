using OpsWorker.Core;
using OpsWorker.Core.Audit;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Audit logs in a table to which rows are only added.</summary>
internal sealed class SqliteAuditStore(SqliteWriter writer, SqliteReader reader) : IAuditStore
{
    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => writer.ChangeAsync(
        "INSERT INTO audit (organisation, at, id, json) VALUES (@organisation, @at, @id, @json) ON CONFLICT DO NOTHING",
        cancellationToken,
        ("@organisation", entry.Organisation.Value),
        ("@at", entry.At.UtcTicks),
        ("@id", entry.Id),
        ("@json", Documents.Write(entry, CoreJson.Default.AuditEntry)));

    /// <inheritdoc/>
    public async Task<Page<AuditEntry>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var after = Keyset.From(page, Keyset.Newest);
        var rows = await reader.QueryAsync(
            """
            SELECT json FROM audit
            WHERE organisation = @organisation AND (at, id) < (@time, @id) AND at >= @from AND at < @to
            ORDER BY at DESC, id DESC LIMIT @limit
            """,
            Documents.Read(CoreJson.Default.AuditEntry),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@time", after.Time),
            ("@id", after.Id),
            ("@from", Keyset.From(page.Within)),
            ("@to", Keyset.To(page.Within)),
            ("@limit", page.Limit + 1));
        return Keyset.Page(rows, page, entry => new Keyset(entry.At.UtcTicks, entry.Id));
    }
}
