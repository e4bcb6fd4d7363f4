using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// The one writer. It takes what is waiting, does each caller's work inside a savepoint of one transaction, and
/// commits once: concurrent callers share one wait for the disk. A call returns when its work is durable.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>The most units of one transaction; bounds how long the first of them waits for the last.</summary>
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

    /// <summary>Opens the database for writing, making it where it is missing and bringing its tables up to date.</summary>
    /// <param name="database">The file.</param>
    /// <param name="maxBatch">The most units of one transaction.</param>
    /// <param name="prepare">What is to be done before anybody else writes.</param>
    /// <exception cref="DataFolderException">A newer program made the database.</exception>
    public static SqliteWriter Open(
        string database, int maxBatch = DefaultMaxBatch, Action<SqliteConnection>? prepare = null)
    {
        Batteries_V2.Init();

        // SQLite gives its other files the mode of this one.
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

    /// <summary>Does the work in a transaction; returns when that is on the disk.</summary>
    /// <param name="work">The work; an exception undoes it and reaches the caller.</param>
    /// <param name="cancellationToken">Ends the call as long as the work was not begun.</param>
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

    /// <summary>Runs one statement; whether it changed anything, said when that is on the disk.</summary>
    public Task<bool> ChangeAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        WriteAsync(connection => connection.Execute(sql, values) > 0, cancellationToken);

    /// <summary>Lets go of a database that could not be put to use.</summary>
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
            // Units that failed by themselves have told their callers already, and keep to that.
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

            // Where SQLite gave up the whole transaction (the disk is full) every unit of it fails for that reason.
            if (raw.sqlite3_get_autocommit(_connection.Handle) != 0) throw;
            transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
            return false;
        }
    }
}
