using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpsWorker.AgentRuntime;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Messaging;
using OpsWorker.Operator.Cluster;
using OpsWorker.Operator.Commands;
using OpsWorker.Operator.Sessions;
using OpsWorker.Operator.Settings;

namespace OpsWorker.Operator;

/// <summary>Composes the Operator.</summary>
internal static class OperatorHost
{
    private const int MaxSessionBytes = 64 * 1024;
    private static readonly TimeSpan s_serverTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(20);

    /// <summary>The visibility timeout of an order: a pod that died has its order delivered again after it.</summary>
    private static readonly TimeSpan s_visibility = TimeSpan.FromSeconds(60);

    /// <summary>The local name of the Operator's queue; the session has its address.</summary>
    private static readonly QueueName s_commands = new("commands", IsFifo: false);

    private static readonly string s_version = typeof(OperatorHost).Assembly.GetName().Version!.ToString(3);

    /// <param name="settings">The settings.</param>
    /// <param name="connection">The cluster.</param>
    /// <param name="time">The only clock.</param>
    public static IHost Create(OperatorSettings settings, IClusterConnection connection, TimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = s_drain + TimeSpan.FromSeconds(5));
        services.AddSingleton(time);
        services.AddSingleton(_ => ApiServer.Connect(connection));
        services.AddSingleton<WorkloadApi>();
        services.AddSingleton(provider => new KeyPin(
            provider.GetRequiredService<k8s.Kubernetes>(),
            connection.Namespace,
            settings.PinSecret,
            settings.CommandKey,
            provider.GetRequiredService<ILogger<KeyPin>>()));
        services.AddSingleton(provider => new OperatorSessions(
            new HttpClient(OutboundHttp.CreateHandler(settings.Configured))
            {
                BaseAddress = settings.ServerUrl,
                Timeout = s_serverTimeout,
                MaxResponseContentBufferSize = MaxSessionBytes,
            },
            new HttpClient(OutboundHttp.CreateHandler(settings.Configured)) { Timeout = SessionQueues.Limits.Timeout },
            settings.TokenFiles,
            new TrustedOrigins(settings.ServerUrl, settings.AwsRegion, settings.AwsEndpoint),
            time,
            provider.GetRequiredService<ILogger<OperatorSessions>>()));
        services.AddSingleton<IMessageQueue, OperatorQueue>();
        services.AddSingleton(provider => Executor(provider, settings));
        services.AddSingleton<IHostedService>(provider => new StatusReporter(
            cancel => PinAsync(provider, cancel),
            pinned => new OperatorStatus
            {
                Version = s_version,
                Capabilities = settings.Capabilities,
                Namespaces = settings.Namespaces,
                KeyId = CommandSignature.KeyId(pinned.Key),
            },
            provider.GetRequiredService<IMessageQueue>(),
            time,
            provider.GetRequiredService<ILogger<StatusReporter>>()));
        services.AddSingleton<IHostedService>(Pump);
        return builder.Build();
    }

    private static CommandExecutor Executor(IServiceProvider provider, OperatorSettings settings)
    {
        var api = provider.GetRequiredService<WorkloadApi>();
        var time = provider.GetRequiredService<TimeProvider>();
        IReadOnlyList<IOperation> operations = [new RestartOperation(api, time), new ScaleOperation(api)];
        return new CommandExecutor(operations, api, settings.Capabilities, settings.Namespaces, time);
    }

    private static async Task<Pin> PinAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var pin = provider.GetRequiredService<KeyPin>();
        if (pin.Current is { } known) return known;
        var session = await provider.GetRequiredService<OperatorSessions>().GetAsync(cancellationToken);
        return await pin.GetAsync(session.CommandKey, session.ClusterId, cancellationToken);
    }

    // One order at a time: two on the same object would only meet in conflicts.
    private static MessagePump Pump(IServiceProvider provider)
    {
        var queues = provider.GetRequiredService<IMessageQueue>();
        var time = provider.GetRequiredService<TimeProvider>();
        var handler = new OperatorCommandHandler(
            cancel => PinAsync(provider, cancel),
            provider.GetRequiredService<CommandExecutor>(),
            provider.GetRequiredService<WorkloadApi>(),
            queues,
            time,
            provider.GetRequiredService<ILogger<OperatorCommandHandler>>());
        return new MessagePump(
            s_commands,
            queues,
            new MessageInvoker<SignedCommand>(
                new LeasedHandler<SignedCommand>(
                    handler, queues, s_visibility, time, provider.GetRequiredService<ILogger<LeasedHandler<SignedCommand>>>()),
                CoreJson.Default.SignedCommand,
                MessageInvoker.DefaultMaxReceives,
                provider.GetRequiredService<ILogger<OperatorCommandHandler>>()),
            new MessagePumpOptions { Time = time, Concurrency = 1, Visibility = s_visibility, DrainTime = s_drain },
            provider.GetRequiredService<ILogger<MessagePump>>());
    }
}
