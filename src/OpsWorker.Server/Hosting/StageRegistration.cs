using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Server.Hosting;

/// <summary>What feeds a handler. Not registered as a hosted service: it starts after the server listens.</summary>
internal sealed record Pump(IHostedService Service);

/// <summary>Puts a handler behind its queue.</summary>
internal static class StageRegistration
{
    /// <summary>Registers the handler and the pump that feeds it.</summary>
    public static void AddStage<TMessage, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, QueueName queue, JsonTypeInfo<TMessage> type)
        where THandler : class, IMessageHandler<TMessage>
    {
        services.AddSingleton<THandler>();
        services.AddPump<TMessage, THandler>(queue, type);
    }

    /// <summary>Registers the pump that feeds a handler which is registered.</summary>
    public static void AddPump<TMessage, THandler>(this IServiceCollection services, QueueName queue, JsonTypeInfo<TMessage> type)
        where THandler : class, IMessageHandler<TMessage> =>
        services.AddSingleton(provider => new Pump(new MessagePump<TMessage>(
            queue,
            provider.GetRequiredService<IMessageQueue>(),
            provider.GetRequiredService<THandler>(),
            type,
            new MessagePumpOptions { Time = provider.GetRequiredService<TimeProvider>() },
            provider.GetRequiredService<ILogger<MessagePump<TMessage>>>())));
}
