using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// The single writer. It runs the work of all waiting callers in savepoints of one transaction and commits once, so
/// concurrent callers share one disk flush. A call returns when its work is durable.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Maximum number of units in one transaction; bounds the wait of the first for the last.</summary>
    public const int DefaultMaxBatch = 256;

    private const int Capacity = 1024;
    private const string Savepoint = "unit";

    private readonly Channel<WriteUnit> _waiting = Channel.CreateBounded<WriteUnit>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly SqliteConnection _connection;
    private readonly int _maxBatch;
    private readonly Task _loop;

    private SqliteWriter(SqliteConnection connection, int maxBatch)
    {
        _connection = connection;
        _maxBatch = maxBatch;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Opens the database for writing; creates and migrates it if needed.</summary>
    /// <param name="database">The database file.</param>
    /// <param name="maxBatch">Maximum number of units in one transaction.</param>
    /// <param name="prepare">Work to run before any other write.</param>
    /// <exception cref="DataFolderException">The database belongs to a newer version.</exception>
    public static SqliteWriter Open(
        string database, int maxBatch = DefaultMaxBatch, Action<SqliteConnection>? prepare = null)
    {
        Batteries_V2.Init();

        // SQLite creates its other files with the mode of this one.
        DataFolder.OpenPrivate(database, FileMode.OpenOrCreate).Dispose();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            SqliteSchema.Migrate(connection);
            prepare?.Invoke(connection);
            return new SqliteWriter(connection, maxBatch);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs the work in a transaction and returns once it is durable.</summary>
    /// <param name="work">The work; an exception rolls it back and reaches the caller.</param>
    /// <param name="cancellationToken">Cancels the call until the work starts.</param>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        var unit = new WriteUnit<T>(work, cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(unit, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The store is closed.", e);
        }

        return await unit.Outcome;
    }

    /// <summary>Runs one statement and returns, once it is durable, if it changed a row.</summary>
    public Task<bool> ChangeAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        WriteAsync(connection => connection.Execute(sql, values) > 0, cancellationToken);

    /// <summary>Closes a database whose opening failed.</summary>
    public void Abandon()
    {
        _waiting.Writer.TryComplete();
        _connection.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<WriteUnit>(_maxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < _maxBatch && _waiting.Reader.TryRead(out var unit)) batch.Add(unit);
            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<WriteUnit> batch)
    {
        var done = new List<WriteUnit>(batch.Count);
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            done.AddRange(batch.Where(unit => TryExecute(unit, transaction)));
            transaction.Commit();
        }
        catch (Exception e)
        {
            // Units that failed on their own have already reported it to their callers.
            foreach (var unit in batch) unit.Fail(e);
            return;
        }

        foreach (var unit in done) unit.Complete();
    }

    private bool TryExecute(WriteUnit unit, SqliteTransaction transaction)
    {
        if (unit.IsAbandoned)
        {
            unit.Fail(new OperationCanceledException());
            return false;
        }

        transaction.Save(Savepoint);
        try
        {
            unit.Execute(_connection);
            transaction.Release(Savepoint);
            return true;
        }
        catch (Exception e)
        {
            unit.Fail(e);

            // If SQLite rolled back the whole transaction (disk full), every unit fails for that reason.
            if (raw.sqlite3_get_autocommit(_connection.Handle) != 0) throw;
            transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
            return false;
        }
    }
}
