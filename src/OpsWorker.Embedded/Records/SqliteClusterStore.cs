using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Clusters in a table, updated with optimistic concurrency.</summary>
internal sealed class SqliteClusterStore(SqliteWriter writer, SqliteReader reader) : IClusterStore
{
    /// <inheritdoc/>
    public async Task<Cluster?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } cluster && cluster.Organisation == organisation ? cluster : null;

    /// <inheritdoc/>
    public async Task<Cluster?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM clusters WHERE id = @id",
            Documents.Read(CoreJson.Default.Cluster),
            cancellationToken,
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Cluster cluster, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            INSERT INTO clusters (id, organisation, name, version, json) VALUES (@id, @organisation, @name, @version, @json)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken,
            ("@id", cluster.Id),
            ("@organisation", cluster.Organisation.Value),
            ("@name", cluster.Name),
            ("@version", cluster.Version),
            ("@json", Documents.Write(cluster, CoreJson.Default.Cluster)));

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Cluster cluster, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            UPDATE clusters SET version = @version, json = @json
            WHERE organisation = @organisation AND id = @id AND version = @version - 1
            """,
            cancellationToken,
            ("@id", cluster.Id),
            ("@organisation", cluster.Organisation.Value),
            ("@version", cluster.Version),
            ("@json", Documents.Write(cluster, CoreJson.Default.Cluster)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Cluster>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT json FROM clusters WHERE organisation = @organisation ORDER BY name LIMIT @limit",
            Documents.Read(CoreJson.Default.Cluster),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@limit", IClusterStore.MaxClusters));

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            "DELETE FROM clusters WHERE organisation = @organisation AND id = @id",
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id));
}
