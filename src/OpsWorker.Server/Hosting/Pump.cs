using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Server.Hosting;

/// <summary>Work in the background. It is not registered as a hosted service, since it starts after the server listens.</summary>
internal sealed record Pump(IHostedService Service)
{
    /// <summary>A pump of messages of a queue to their handler.</summary>
    public static Pump Of(QueueName queue, MessageInvoker invoker, IServiceProvider services) => new(new MessagePump(
        queue,
        services.GetRequiredService<IMessageQueue>(),
        invoker,
        new MessagePumpOptions { Time = services.GetRequiredService<TimeProvider>() },
        services.GetRequiredService<ILogger<MessagePump>>()));
}
