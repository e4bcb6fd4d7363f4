using Microsoft.Data.Sqlite;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// Reads on pooled connections that cannot write. Each call sees what was committed when it began. SQLite reads
/// without waiting, so the calls do their work before they return.
/// </summary>
internal sealed class SqliteReader(string database) : IDisposable
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = database,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
    }.ToString();

    /// <summary>The rows that a query returns.</summary>
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
