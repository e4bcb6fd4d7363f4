using System.Collections.Concurrent;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Embedded.Messaging;

/// <summary>Wakes those who wait for messages of a queue. Only this process uses the database, so nobody else has to.</summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

    /// <summary>Ends at the next <see cref="Wake"/>. Take it before looking into the queue, so that none is missed.</summary>
    public Task Next(QueueName queue) =>
        _waiting.GetOrAdd(queue.Value, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>There may be something to receive.</summary>
    public void Wake(QueueName queue)
    {
        if (_waiting.TryRemove(queue.Value, out var waiting)) waiting.TrySetResult();
    }
}
