using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;
using OpsWorker.Pipeline;
using OpsWorker.Server.Telemetry;

namespace OpsWorker.Server.Hosting;

/// <summary>Work in the background. It is not registered as a hosted service, since it starts after the server listens.</summary>
internal sealed record Pump(IHostedService Service)
{
    // Handlers that only read and write records: many share one commit, and alerts of one incident one change of it. Those that call
    // other services are fewer, and those that diagnose hold a cluster in memory each.
    private const int RuleHandlers = 128;
    private const int NotificationHandlers = 32;
    private const int DiagnosisHandlers = 4;

    // A storm of alerts has a handler ready to run at every moment. One processor is left to the requests that bring more of them.
    private static readonly TaskScheduler s_rules = new ConcurrentExclusiveSchedulerPair(
        TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount - 1)).ConcurrentScheduler;

    /// <summary>Work that is repeated.</summary>
    public static Pump Of(
        string name, TimeSpan delay, TimeSpan interval, Func<CancellationToken, Task> work, IServiceProvider services) =>
        new(new PeriodicWork(
            name,
            delay,
            interval,
            work,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<PeriodicWork>>()));

    /// <summary>A pump of messages of a stage's queue to its handler.</summary>
    public static Pump Of(PipelineStage stage, IServiceProvider services) =>
        Of(
            stage.Queue,
            stage.CreateInvoker(services),
            services,
            HandlersOf(stage),
            stage.Name == PipelineStages.Rules ? s_rules : TaskScheduler.Default,
            GatherOf(stage));

    /// <summary>A pump of messages of a queue to their handler.</summary>
    public static Pump Of(
        QueueName queue,
        MessageInvoker invoker,
        IServiceProvider services,
        int concurrency = DiagnosisHandlers,
        TaskScheduler? scheduler = null,
        TimeSpan gather = default) =>
        new(new MessagePump(
            queue,
            services.GetRequiredService<IMessageQueue>(),
            new MeasuredInvoker(invoker),
            new MessagePumpOptions
            {
                Time = services.GetRequiredService<TimeProvider>(),
                Concurrency = concurrency,
                Scheduler = scheduler ?? TaskScheduler.Default,
                Gather = gather,
            },
            services.GetRequiredService<ILogger<MessagePump>>()));

    // Alerts of one incident change it together, and its messages are sent once for all of that.
    private static TimeSpan GatherOf(PipelineStage stage) => stage.Name switch
    {
        PipelineStages.Rules => TimeSpan.FromMilliseconds(20),
        PipelineStages.Notification => TimeSpan.FromMilliseconds(100),
        _ => TimeSpan.Zero,
    };

    private static int HandlersOf(PipelineStage stage) => stage.Name switch
    {
        PipelineStages.Rules => RuleHandlers,
        PipelineStages.Notification => NotificationHandlers,
        _ => DiagnosisHandlers,
    };
}
