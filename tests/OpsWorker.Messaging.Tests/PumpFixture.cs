using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;
using OpsWorker.Testing;

namespace OpsWorker.Messaging.Tests;

/// <summary>A pump between a real queue and a scripted handler.</summary>
internal sealed class PumpFixture : IMessageHandler<InvestigationRequested>, IAsyncDisposable
{
    public static readonly QueueName Queue = new("work", IsFifo: false);

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedStore _store;
    private readonly MessagePump _pump;
    private readonly Func<InvestigationRequested, ReceivedMessage, CancellationToken, Task<HandlerResult>> _handle;
    private readonly Channel<ReceivedMessage> _handled = Channel.CreateUnbounded<ReceivedMessage>();

    public PumpFixture(
        Func<InvestigationRequested, ReceivedMessage, CancellationToken, Task<HandlerResult>> handle,
        int maxReceives = 3,
        TimeSpan drainTime = default,
        int concurrency = 4,
        TimeSpan gather = default,
        TaskScheduler? scheduler = null,
        Func<IMessageQueue, IMessageQueue>? decorate = null)
    {
        _handle = handle;
        _store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.FullPath, Time = Time });
        var options = new MessagePumpOptions
        {
            Time = Time,
            Visibility = MessageLimits.MaxVisibility,
            DrainTime = drainTime,
            Concurrency = concurrency,
            Gather = gather,
            Scheduler = scheduler ?? TaskScheduler.Default,
        };
        var invoker = new MessageInvoker<InvestigationRequested>(
            this, CoreJson.Default.InvestigationRequested, maxReceives, NullLogger.Instance);
        _pump = new MessagePump(Queue, decorate?.Invoke(_store.Queue) ?? _store.Queue, invoker, options, NullLogger<MessagePump>.Instance);
    }

    public PumpFixture(Func<ReceivedMessage, HandlerResult> handle, int maxReceives = 3)
        : this((_, delivery, _) => Task.FromResult(handle(delivery)), maxReceives, drainTime: TimeSpan.FromMinutes(1))
    {
    }

    public FakeTimeProvider Time { get; } = new(TestClock.Start);

    public Task StartAsync() => _pump.StartAsync(CancellationToken.None);

    public Task StopAsync() => _pump.StopAsync(CancellationToken.None);

    public Task SendAsync(string id = "inv_1") => SendBodyAsync(JsonSerializer.Serialize(
        new InvestigationRequested(new OrganisationId("org_1"), id), CoreJson.Default.InvestigationRequested));

    public Task SendBodyAsync(string body) =>
        _store.Queue.SendAsync(Queue, [new OutgoingMessage { Body = body }], CancellationToken.None);

    public async Task<HandlerResult> HandleAsync(
        InvestigationRequested message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        _handled.Writer.TryWrite(delivery);
        return await _handle(message, delivery, cancellationToken);
    }

    /// <summary>Waits for the next delivery, advancing the test clock over the pump's pauses.</summary>
    public async Task<ReceivedMessage> NextAsync(TimeSpan? step = null)
    {
        var next = _handled.Reader.ReadAsync().AsTask();
        await PassUntilAsync(() => Task.FromResult(next.IsCompleted), step ?? Step);
        return await next;
    }

    public async Task<DeadLetter> DeadLetterAsync()
    {
        await PassUntilAsync(async () => (await DeadLettersAsync()).Count > 0, Step);
        return (await DeadLettersAsync()).ShouldHaveSingleItem();
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() =>
        _store.Queue.ListDeadLettersAsync(Queue, 10, CancellationToken.None);

    /// <summary>The messages left in the queue after all visibility timeouts.</summary>
    public Task<IReadOnlyList<ReceivedMessage>> LeftAsync()
    {
        Time.Advance(MessageLimits.MaxVisibility);
        return _store.Queue.ReceiveAsync(Queue, 10, TimeSpan.FromSeconds(1), TimeSpan.Zero, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _pump.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    // The pump may be between reading the clock and setting its timer, so one advance is not enough. The visibility timeout
    // is far longer than a step; otherwise messages would be redelivered before they are handled.
    private async Task PassUntilAsync(Func<Task<bool>> condition, TimeSpan step)
    {
        while (!await condition())
        {
            Time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
