using System.Text.Json;
using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Clusters in a table. What heartbeats change stands in columns, so that a heartbeat rewrites nothing else.</summary>
internal sealed class SqliteClusterStore(SqliteWriter writer, SqliteReader reader) : IClusterStore
{
    private const int MaxListed = 1000;

    /// <inheritdoc/>
    public async Task<Cluster?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } cluster && cluster.Organisation == organisation ? cluster : null;

    /// <inheritdoc/>
    public async Task<Cluster?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json, last_seen_at, agent_version FROM clusters WHERE id = @id",
            Read,
            cancellationToken,
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Cluster cluster, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            INSERT INTO clusters (id, organisation, name, last_seen_at, agent_version, json)
            VALUES (@id, @organisation, @name, @lastSeenAt, @agentVersion, @json)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken,
            ("@id", cluster.Id),
            ("@organisation", cluster.Organisation.Value),
            ("@name", cluster.Name),
            ("@lastSeenAt", cluster.LastSeenAt?.UtcTicks),
            ("@agentVersion", cluster.AgentVersion),
            ("@json", Documents.Write(cluster, CoreJson.Default.Cluster)));

    /// <inheritdoc/>
    public Task RecordSeenAsync(
        OrganisationId organisation, string id, DateTimeOffset at, string agentVersion, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            UPDATE clusters SET last_seen_at = @at, agent_version = @agentVersion
            WHERE organisation = @organisation AND id = @id AND (last_seen_at IS NULL OR last_seen_at <= @at)
            """,
            cancellationToken,
            ("@at", at.UtcTicks),
            ("@agentVersion", agentVersion),
            ("@organisation", organisation.Value),
            ("@id", id));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Cluster>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            """
            SELECT json, last_seen_at, agent_version FROM clusters
            WHERE organisation = @organisation ORDER BY name LIMIT @limit
            """,
            Read,
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@limit", MaxListed));

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            "DELETE FROM clusters WHERE organisation = @organisation AND id = @id",
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id));

    private static Cluster Read(SqliteDataReader row) =>
        JsonSerializer.Deserialize(row.GetString(0), CoreJson.Default.Cluster)! with
        {
            LastSeenAt = row.IsDBNull(1) ? null : new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
            AgentVersion = row.IsDBNull(2) ? null : row.GetString(2),
        };
}
