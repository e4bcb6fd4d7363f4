using OpsWorker.Core;
using OpsWorker.Core.Investigations;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Investigations in a table; those that change often are read from memory.</summary>
internal sealed class SqliteInvestigationStore(SqliteWriter writer, SqliteReader reader, RecordCache<Investigation> cache)
    : IInvestigationStore
{
    private const int Cached = 200;

    private static readonly TimeListing<Investigation> s_newest = new(
        "investigations",
        "requested_at",
        Documents.Read(CoreJson.Default.Investigation),
        investigation => new Keyset(investigation.RequestedAt.UtcTicks, investigation.Id));

    /// <summary>A cache of investigations.</summary>
    public static RecordCache<Investigation> CreateCache() => new(Cached, _ => 1);

    /// <inheritdoc/>
    public async Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        cache.Find(organisation, id) ?? (await reader.QueryAsync(
            "SELECT json FROM investigations WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.Investigation),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken) => writer.WriteAsync(
        session => InvestigationTable.TryCreate(session, investigation),
        cancellationToken,
        created =>
        {
            if (created) cache.Put(investigation.Organisation, investigation.Id, investigation);
        });

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken) => writer.WriteAsync(
        session => InvestigationTable.TryUpdate(session, investigation),
        cancellationToken,
        changed =>
        {
            if (changed) cache.Put(investigation.Organisation, investigation.Id, investigation);
            else cache.Remove(investigation.Organisation, investigation.Id);
        });

    /// <inheritdoc/>
    public Task<Page<Investigation>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        s_newest.ReadAsync(reader, organisation, page, cancellationToken);
}
