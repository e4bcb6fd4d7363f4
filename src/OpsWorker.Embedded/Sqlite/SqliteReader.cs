using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// Reads on read-only connections, which are kept for the next reads. Each call sees the state committed when it began. SQLite
/// reads without waiting, so calls complete synchronously and there are as many connections as threads that read at once.
/// </summary>
internal sealed class SqliteReader(string database, StoreHealth? health = null) : IDisposable
{
    private readonly StoreHealth _health = health ?? new StoreHealth();
    private readonly ConcurrentBag<SqliteSession> _idle = [];

    /// <summary>Runs a query and returns its rows.</summary>
    /// <exception cref="Core.StoreUnavailableException">The database cannot be read, whatever the query.</exception>
    public Task<List<T>> QueryAsync<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<List<T>>(cancellationToken);
        if (!_idle.TryTake(out var session)) session = new SqliteSession(database, SqliteOpenMode.ReadOnly);
        try
        {
            var rows = session.Query(sql, read, values);
            _idle.Add(session);
            return Task.FromResult(rows);
        }
        catch (Exception e)
        {
            session.Dispose();

            // A statement that writes is a fault of ours.
            if (!StoreHealth.IsOfTheStore(e) || e is SqliteException { SqliteErrorCode: raw.SQLITE_READONLY }) throw;
            return Task.FromException<List<T>>(_health.Unavailable("read", e));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var session)) session.Dispose();
    }
}
