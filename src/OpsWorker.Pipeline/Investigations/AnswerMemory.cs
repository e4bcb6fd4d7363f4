namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// The memory that unpacked answers of clusters may take at the same time. Who wants more than is left waits, so many small answers are
/// handled side by side and large ones one after the other; a small one does not wait for a large one. Of those that fit the first comes
/// first.
/// </summary>
public sealed class AnswerMemory
{
    /// <summary>The bytes of unpacked answers at the same time; diagnosing them takes about ten times as much.</summary>
    public const long Budget = 12 * 1024 * 1024;

    // What is larger lies among the large objects, which are collected late.
    private const long Large = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<(long Bytes, TaskCompletionSource Granted)> _waiting = [];
    private long _left = Budget;

    /// <summary>Waits until the memory is free and takes it; disposing the result gives it back.</summary>
    /// <param name="bytes">The size of the answers; more than the budget counts as all of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IDisposable> ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        bytes = Math.Clamp(bytes, 0, Budget);
        var granted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _waiting.Add((bytes, granted));
        Grant();
        try
        {
            await granted.Task.WaitAsync(cancellationToken);
            return new Reservation(this, bytes);
        }
        catch (OperationCanceledException)
        {
            // Granted or not, nobody takes it: a turn that comes later is given back at once.
            if (!granted.TrySetCanceled(cancellationToken)) Release(bytes);
            throw;
        }
    }

    private void Grant()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(next =>
            {
                if (next.Granted.Task.IsCanceled) return true;
                if (next.Bytes > _left) return false;
                if (next.Granted.TrySetResult()) _left -= next.Bytes;
                return true;
            });
        }
    }

    private void Release(long bytes)
    {
        if (bytes >= Large) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        lock (_lock) _left += bytes;
        Grant();
    }

    private sealed class Reservation(AnswerMemory memory, long bytes) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0) memory.Release(bytes);
        }
    }
}
