using OpsWorker.Core.Messaging;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Operator.Tests;

/// <summary>Kills a process at one of its calls to the outside: before the call is made, or after, before its answer is seen.</summary>
internal sealed class Faults
{
    private int _calls;
    private int? _killAt;
    private bool _isAfter;

    /// <summary>The calls so far.</summary>
    public int Calls => _calls;

    /// <summary>True if the process was killed.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>Kills at the call of that number from now on, once.</summary>
    public void KillAt(int call, bool after)
    {
        (_calls, _killAt, _isAfter, WasKilled) = (0, call, after, false);
    }

    public async Task<T> PassAsync<T>(Func<Task<T>> call)
    {
        var isThis = ++_calls == _killAt;
        if (isThis && !_isAfter) throw Kill();
        var answer = await call();
        return isThis ? throw Kill() : answer;
    }

    public static bool IsKill(Exception? error) => error is KilledException || (error is not null && IsKill(error.InnerException));

    private KilledException Kill()
    {
        WasKilled = true;
        return new KilledException();
    }

    private sealed class KilledException() : Exception("The process was killed.");
}

/// <summary>A connection whose requests a process may be killed at.</summary>
internal sealed class FaultyConnection(IClusterConnection inner, Faults faults) : IClusterConnection
{
    public Uri Server => inner.Server;

    public string Namespace => inner.Namespace;

    public HttpMessageHandler CreateHandler() => new FaultyHandler(inner.CreateHandler(), faults);

    private sealed class FaultyHandler(HttpMessageHandler inner, Faults faults) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            faults.PassAsync(() => base.SendAsync(request, cancellationToken));
    }
}

/// <summary>A queue at whose sends a process may be killed.</summary>
internal sealed class FaultyQueue(IMessageQueue inner, Faults faults) : IMessageQueue
{
    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        faults.PassAsync(async () =>
        {
            await inner.SendAsync(queue, messages, cancellationToken);
            return true;
        });

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken) =>
        inner.ReceiveAsync(queue, maxMessages, visibility, wait, cancellationToken);

    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        inner.CompleteAsync(message, cancellationToken);

    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.RetryAfterAsync(message, delay, cancellationToken);

    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        inner.DeadLetterAsync(message, reason, cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        inner.ListDeadLettersAsync(queue, max, cancellationToken);
}
