using Microsoft.Data.Sqlite;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// Reads on pooled read-only connections. Each call sees the state committed when it began. SQLite reads without waiting,
/// so calls complete synchronously.
/// </summary>
internal sealed class SqliteReader(string database) : IDisposable
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = database,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
    }.ToString();

    /// <summary>Runs a query and returns its rows.</summary>
    public Task<List<T>> QueryAsync<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<List<T>>(cancellationToken);
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return Task.FromResult(connection.Query(sql, read, values));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
