namespace OpsWorker.Embedded.Sqlite;

/// <summary>Work of one caller, run in a transaction that it may share with others.</summary>
internal abstract class WriteUnit
{
    /// <summary>True if the caller has gone; the work is then skipped.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>
    /// The caller gets the result before the commit. Such units run first in a transaction, so that they see only what is committed.
    /// </summary>
    public bool ReturnsEarly { get; init; }

    /// <summary>The caller holds up a sender outside of the process.</summary>
    public bool IsUrgent { get; init; }

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

    /// <summary>Completes when the result is durable, or before where the unit returns early.</summary>
    public Task<T> Outcome => _outcome.Task;

    /// <summary>Runs on the writer after the commit and before the next transaction begins; does not block or throw.</summary>
    public Action<T>? Committed { get; init; }

    /// <summary>The caller's cancellation.</summary>
    public CancellationToken Cancellation => cancellationToken;

    /// <inheritdoc/>
    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    /// <inheritdoc/>
    public override void Execute(SqliteSession session) => _result = work(session);

    /// <inheritdoc/>
    public override void Complete()
    {
        Committed?.Invoke(_result!);
        _outcome.TrySetResult(_result!);
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException) _outcome.TrySetCanceled(cancellationToken);
        else _outcome.TrySetException(exception);
    }
}
