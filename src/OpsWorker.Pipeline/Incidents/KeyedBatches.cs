namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Runs work of one key in turn. What waits while it runs is run together, so that concurrent work on one record neither repeats itself
/// in a race nor stores the record once for each item.
/// </summary>
/// <param name="max">The maximum number of items of a run.</param>
/// <param name="run">The work: a result for each item.</param>
internal sealed class KeyedBatches<TItem, TResult>(
    int max, Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> run)
{
    private readonly Dictionary<string, Queue<Waiting>> _keys = [];
    private readonly Lock _lock = new();

    /// <summary>Runs the item, alone or with others of its key; a failure is that of all items of the run.</summary>
    /// <param name="key">The key.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Ends the call. A run ends once all of its callers have ended theirs.</param>
    public Task<TResult> RunAsync(string key, TItem item, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(item, cancellationToken);
        lock (_lock)
        {
            if (_keys.TryGetValue(key, out var others))
            {
                others.Enqueue(waiting);
                return waiting.Result.Task.WaitAsync(cancellationToken);
            }

            _keys[key] = new Queue<Waiting>([waiting]);
        }

        _ = RunKeyAsync(key);
        return waiting.Result.Task.WaitAsync(cancellationToken);
    }

    private async Task RunKeyAsync(string key)
    {
        while (Next(key) is { Count: > 0 } batch)
        {
            try
            {
                var results = await RunAsync(batch);
                for (var i = 0; i < batch.Count; i++) batch[i].Result.TrySetResult(results[i]);
            }
            catch (Exception e)
            {
                foreach (var waiting in batch) waiting.Result.TrySetException(e);
            }
        }
    }

    private async Task<IReadOnlyList<TResult>> RunAsync(List<Waiting> batch)
    {
        using var abandoned = new CancellationTokenSource();
        var callers = batch.Count;
        var registrations = batch.ConvertAll(waiting => waiting.Cancellation.Register(() =>
        {
            if (Interlocked.Decrement(ref callers) == 0) abandoned.Cancel();
        }));
        try
        {
            return await run([.. batch.Select(waiting => waiting.Item)], abandoned.Token);
        }
        finally
        {
            foreach (var registration in registrations) await registration.DisposeAsync();
        }
    }

    private List<Waiting> Next(string key)
    {
        lock (_lock)
        {
            var batch = new List<Waiting>();
            while (batch.Count < max && _keys[key].TryDequeue(out var waiting))
            {
                if (!waiting.Cancellation.IsCancellationRequested) batch.Add(waiting);
            }

            if (batch.Count == 0) _keys.Remove(key);
            return batch;
        }
    }

    private sealed record Waiting(TItem Item, CancellationToken Cancellation)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
