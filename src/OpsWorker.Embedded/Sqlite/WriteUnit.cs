namespace OpsWorker.Embedded.Sqlite;

/// <summary>Work of one caller, run in a transaction that it may share with others.</summary>
internal abstract class WriteUnit
{
    /// <summary>True if the caller has gone; the work is then skipped.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Runs the work; an exception rolls back this unit only.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>Reports the result to the caller after the commit.</summary>
    public abstract void Complete();

    /// <summary>Reports the failure to the caller; nothing is stored.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class WriteUnit<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : WriteUnit
{
    // Continuations of callers must not run on the writer between two commits.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Completes when the result is durable.</summary>
    public Task<T> Outcome => _outcome.Task;

    /// <inheritdoc/>
    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    /// <inheritdoc/>
    public override void Execute(SqliteSession session) => _result = work(session);

    /// <inheritdoc/>
    public override void Complete() => _outcome.TrySetResult(_result!);

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException) _outcome.TrySetCanceled(cancellationToken);
        else _outcome.TrySetException(exception);
    }
}
