using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Commands in a table, updated with optimistic concurrency.</summary>
internal sealed class SqliteCommandStore(SqliteWriter writer, SqliteReader reader) : ICommandStore
{
    private static readonly TimeListing<ClusterCommand> s_newest = new(
        "commands",
        "requested_at",
        Documents.Read(CoreJson.Default.ClusterCommand),
        command => new Keyset(command.Requested.At.UtcTicks, command.Id));

    /// <inheritdoc/>
    public async Task<ClusterCommand?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM commands WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.ClusterCommand),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(ClusterCommand command, CancellationToken cancellationToken) => writer.ChangeAsync(
        """
        INSERT INTO commands (organisation, id, version, open, requested_at, json)
        VALUES (@organisation, @id, @version, @open, @requestedAt, @json)
        ON CONFLICT DO NOTHING
        """,
        cancellationToken,
        ("@organisation", command.Organisation.Value),
        ("@id", command.Id),
        ("@version", command.Version),
        ("@open", command.IsOpen ? 1 : 0),
        ("@requestedAt", command.Requested.At.UtcTicks),
        ("@json", Documents.Write(command, CoreJson.Default.ClusterCommand)));

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(ClusterCommand command, CancellationToken cancellationToken) => writer.ChangeAsync(
        """
        UPDATE commands SET version = @version, open = @open, json = @json
        WHERE organisation = @organisation AND id = @id AND version = @version - 1
        """,
        cancellationToken,
        ("@organisation", command.Organisation.Value),
        ("@id", command.Id),
        ("@version", command.Version),
        ("@open", command.IsOpen ? 1 : 0),
        ("@json", Documents.Write(command, CoreJson.Default.ClusterCommand)));

    /// <inheritdoc/>
    public Task<Page<ClusterCommand>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        s_newest.ReadAsync(reader, organisation, page, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterCommand>> ListOpenAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT json FROM commands WHERE organisation = @organisation AND open = 1 ORDER BY requested_at, id LIMIT @max",
            Documents.Read(CoreJson.Default.ClusterCommand),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@max", ICommandStore.MaxOpen));
}
