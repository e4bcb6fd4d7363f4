using System.Collections.Concurrent;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Embedded.Messaging;

/// <summary>Wakes receivers that wait for messages of a queue. Only this process uses the database, so signals in memory suffice.</summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

    /// <summary>Completes at the next <see cref="Wake"/>. Get it before reading the queue, so that no signal is missed.</summary>
    public Task Next(QueueName queue) =>
        _waiting.GetOrAdd(queue.Value, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Signals that a message may be ready.</summary>
    public void Wake(QueueName queue)
    {
        if (_waiting.TryRemove(queue.Value, out var waiting)) waiting.TrySetResult();
    }
}
