using OpsWorker.Core;
using OpsWorker.Core.Audit;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Audit logs in a table to which rows are only added.</summary>
internal sealed class SqliteAuditStore(SqliteWriter writer, SqliteReader reader) : IAuditStore
{
    private static readonly TimeListing<AuditEntry> s_newest = new(
        "audit", "at", Documents.Read(CoreJson.Default.AuditEntry), entry => new Keyset(entry.At.UtcTicks, entry.Id));

    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => writer.ChangeAsync(
        "INSERT INTO audit (organisation, at, id, json) VALUES (@organisation, @at, @id, @json) ON CONFLICT DO NOTHING",
        cancellationToken,
        ("@organisation", entry.Organisation.Value),
        ("@at", entry.At.UtcTicks),
        ("@id", entry.Id),
        ("@json", Documents.Write(entry, CoreJson.Default.AuditEntry)));

    /// <inheritdoc/>
    public Task<Page<AuditEntry>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        s_newest.ReadAsync(reader, organisation, page, cancellationToken);
}
