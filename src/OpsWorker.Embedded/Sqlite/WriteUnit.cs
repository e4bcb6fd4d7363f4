using Microsoft.Data.Sqlite;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>Work of one caller, done in a transaction that it may share with others.</summary>
internal abstract class WriteUnit
{
    /// <summary>Whether nobody waits for it any more; it is then not done.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Does the work; an exception undoes this unit and no other.</summary>
    public abstract void Execute(SqliteConnection connection);

    /// <summary>The transaction is committed: the caller gets its result.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it is stored: the caller gets the exception.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class WriteUnit<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) : WriteUnit
{
    // The writer must not run its callers' code between two commits.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Ends when the result is durable.</summary>
    public Task<T> Outcome => _outcome.Task;

    /// <inheritdoc/>
    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    /// <inheritdoc/>
    public override void Execute(SqliteConnection connection) => _result = work(connection);

    /// <inheritdoc/>
    public override void Complete() => _outcome.TrySetResult(_result!);

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException) _outcome.TrySetCanceled(cancellationToken);
        else _outcome.TrySetException(exception);
    }
}
