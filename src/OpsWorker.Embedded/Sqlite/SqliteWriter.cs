using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using OpsWorker.Core;

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

    // 16 MiB of log. A page that changes often is copied to the database once in so many, and not once in SQLite's 1,000.
    private const int CheckpointPages = 4_000;

    private readonly SqliteSession _session;
    private readonly StoreHealth _health;
    private readonly WriteQueue _waiting;
    private readonly Task _loop;
    private bool _isCommitting = true;

    private SqliteWriter(SqliteSession session, StoreHealth health, int maxBatch)
    {
        _session = session;
        _health = health;
        _waiting = new WriteQueue(Capacity, maxBatch);

        // A thread of its own: it waits for the disk, and threads of the pool that wait keep requests and handlers waiting.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Opens the database for writing; creates and migrates it if needed.</summary>
    /// <param name="database">The database file.</param>
    /// <param name="maxBatch">Maximum number of units of a kind, urgent or not, in one transaction.</param>
    /// <param name="prepare">Work to run before any other write.</param>
    /// <param name="health">The memory of errors of the file, shared with its readers.</param>
    /// <exception cref="DataFolderException">The database belongs to a newer version.</exception>
    public static SqliteWriter Open(
        string database, int maxBatch = DefaultMaxBatch, Action<SqliteSession>? prepare = null, StoreHealth? health = null)
    {
        // SQLite creates its other files with the mode of this one.
        DataFolder.OpenPrivate(database, FileMode.OpenOrCreate).Dispose();
        var session = new SqliteSession(database, SqliteOpenMode.ReadWrite);
        try
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            session.Execute(FormattableString.Invariant($"PRAGMA wal_autocheckpoint = {CheckpointPages}"));
            SqliteSchema.Migrate(session);
            prepare?.Invoke(session);
            return new SqliteWriter(session, health ?? new StoreHealth(), maxBatch);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs the work in a transaction and returns once it is durable.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written, whatever the work.</exception>
    /// <param name="work">The work; an exception rolls it back and reaches the caller.</param>
    /// <param name="cancellationToken">Cancels the call until the work starts.</param>
    /// <param name="committed">
    /// Takes the result after the commit and before anybody can take a message that the transaction sent; does not block or throw.
    /// </param>
    public Task<T> WriteAsync<T>(
        Func<SqliteSession, T> work, CancellationToken cancellationToken, Action<T>? committed = null) =>
        WriteAsync(new WriteUnit<T>(work, cancellationToken) { Committed = committed });

    /// <summary>Runs the work in a transaction before what else waits, and returns once it is durable.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written, whatever the work.</exception>
    public Task<T> WriteUrgentAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(new WriteUnit<T>(work, cancellationToken) { IsUrgent = true });

    /// <summary>
    /// Runs the work in a transaction and returns before the commit, for changes that a restart undoes anyway. The work sees what is
    /// committed and nothing of the other units, whose records no reader has yet.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written.</exception>
    public Task<T> WriteEarlyAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(new WriteUnit<T>(work, cancellationToken) { ReturnsEarly = true });

    private async Task<T> WriteAsync<T>(WriteUnit<T> unit)
    {
        try
        {
            await _waiting.AddAsync(unit, unit.Cancellation);
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
        WriteAsync(session => session.Execute(sql, values) > 0, cancellationToken);

    /// <summary>Closes a database whose opening failed.</summary>
    public void Abandon()
    {
        _waiting.Close();
        _session.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Close();
        await _loop;
        _waiting.Dispose();
        _session.Dispose();
    }

    private void Run()
    {
        var batch = new List<WriteUnit>();
        while (_waiting.Take(batch))
        {
            Commit(batch);
            batch.Clear();
        }
    }

    // BEGIN, COMMIT and ROLLBACK are statements here: SQLite ends a transaction by itself on some errors (a full disk), and a
    // SqliteTransaction whose rollback then fails leaves its connection unusable.
    private void Commit(List<WriteUnit> batch)
    {
        var done = new List<WriteUnit>(batch.Count);
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            done.AddRange(batch.Where(unit => unit.ReturnsEarly).Where(TryExecute));
            done.AddRange(batch.Where(unit => !unit.ReturnsEarly).Where(TryExecute));
            _session.Execute("COMMIT");
            _isCommitting = true;
        }
        catch (Exception e)
        {
            _isCommitting = false;
            RollBack();

            // Units that failed on their own have already reported it to their callers.
            var unavailable = _health.Unavailable("written", e);
            foreach (var unit in batch) unit.Fail(unavailable);
            return;
        }

        foreach (var unit in done) unit.Complete();
    }

    private void RollBack()
    {
        if (!_session.IsInTransaction) return;
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The next BEGIN fails with the reason, and tries to roll back again.
        }
    }

    private bool TryExecute(WriteUnit unit)
    {
        if (unit.IsAbandoned)
        {
            unit.Fail(new OperationCanceledException());
            return false;
        }

        _session.Execute("SAVEPOINT unit");
        try
        {
            unit.Execute(_session);
            _session.Execute("RELEASE unit");

            // While commits fail, nobody is to work on what is rolled back.
            if (unit.ReturnsEarly && _isCommitting) unit.Complete();
            return true;
        }
        catch (Exception e)
        {
            // Where SQLite rolled back the whole transaction, or has no room, every unit fails for that reason.
            if (!_session.IsInTransaction || StoreHealth.IsOfTheStore(e)) throw;
            unit.Fail(e);
            _session.Execute("ROLLBACK TO unit");
            _session.Execute("RELEASE unit");
            return false;
        }
    }
}
