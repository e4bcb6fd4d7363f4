using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Pipeline;

/// <summary>A stage of the pipeline: a queue, its message, and the handler behind it.</summary>
/// <param name="Name">The name of the stage; on AWS also of the function that runs it.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Message">The type of its messages.</param>
/// <param name="Handler">The type of the handler.</param>
public abstract record PipelineStage(string Name, QueueName Queue, Type Message, Type Handler)
{
    /// <summary>A stage.</summary>
    public static PipelineStage Of<
        TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        string name, QueueName queue, JsonTypeInfo<TMessage> type)
        where THandler : class, IMessageHandler<TMessage> => new Typed<TMessage, THandler>(name, queue, type);

    /// <summary>Registers the handler; a host may have put a decorator of its own before it.</summary>
    internal abstract void Register(IServiceCollection services);

    /// <summary>The handler, ready for messages of the queue.</summary>
    /// <param name="services">A provider with the pipeline and the host's ports.</param>
    public abstract MessageInvoker CreateInvoker(IServiceProvider services);

    private sealed record Typed<
        TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        string Name, QueueName Queue, JsonTypeInfo<TMessage> Type) : PipelineStage(Name, Queue, typeof(TMessage), typeof(THandler))
        where THandler : class, IMessageHandler<TMessage>
    {
        internal override void Register(IServiceCollection services)
        {
            services.AddSingleton<THandler>();
            services.TryAddSingleton<IMessageHandler<TMessage>>(provider => provider.GetRequiredService<THandler>());
        }

        public override MessageInvoker CreateInvoker(IServiceProvider services) => new MessageInvoker<TMessage>(
            services.GetRequiredService<IMessageHandler<TMessage>>(),
            Type,
            MessageInvoker.DefaultMaxReceives,
            services.GetRequiredService<ILogger<THandler>>());
    }
}
