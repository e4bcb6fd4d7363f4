using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpsWorker.Agent.Commands;
using OpsWorker.Agent.Detection;
using OpsWorker.Agent.Health;
using OpsWorker.Agent.Identity;
using OpsWorker.Agent.Sessions;
using OpsWorker.Agent.Settings;
using OpsWorker.AgentRuntime;
using OpsWorker.AgentRuntime.Baseline;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Heartbeats;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Messaging;

namespace OpsWorker.Agent;

/// <summary>Composes the agent.</summary>
internal static class AgentHost
{
    private const int MaxSessionBytes = 64 * 1024;
    private const int MaxProblemsBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan s_serverTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_uploadTimeout = TimeSpan.FromSeconds(60);

    // Added to the drain time, for sends in progress.
    private static readonly TimeSpan s_stopMargin = TimeSpan.FromSeconds(5);

    /// <summary>The local name of the command queue; the session has its address.</summary>
    private static readonly QueueName s_commands = new("commands", IsFifo: false);

    private static readonly string s_version = typeof(AgentHost).Assembly.GetName().Version!.ToString(3);

    /// <param name="settings">The settings.</param>
    /// <param name="reader">Reads the cluster.</param>
    /// <param name="watched">The cluster to watch for problems; null for none.</param>
    /// <param name="identity">Keeps the agent's token; null where the token is given by hand.</param>
    /// <param name="time">The only clock.</param>
    public static IHost Create(
        AgentSettings settings, IQueryReader reader, IClusterConnection? watched, IIdentityStore? identity, TimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        AddLogging(builder.Logging);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.DrainTime + s_stopMargin);
        services.AddSingleton(time);
        services.AddSingleton<AgentStatus>();
        services.AddSingleton(provider => TokenOf(provider, settings, identity));
        services.AddSingleton(provider => new SessionClient(
            ServerHttp(settings, MaxSessionBytes),
            provider.GetRequiredService<IAgentToken>(),
            new TrustedOrigins(settings.ServerUrl, settings.AwsRegion, settings.AwsEndpoint)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SessionKeeper>(provider, QueueHttp(settings)));
        services.AddSingleton<IMessageQueue, SessionQueue>();
        services.AddSingleton(new SecretMasker(settings.MaskPatterns, settings.MaskPersonalData));
        services.AddSingleton<BaselineBook>();
        services.AddSingleton(provider => Executor(provider, settings, reader));
        services.AddSingleton(provider => Handler(provider, settings));

        // Stopped in reverse: commands first, health last.
        if (settings.Listen is { } listen)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HealthListener>(provider, listen, s_version));
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HealthListener>());
        }

        if (settings.Detection is { } detection && watched is not null)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveWatcher>(provider, watched));
            services.AddSingleton(new ProblemDetector(detection, time));
            services.AddSingleton<IHostedService>(provider => Detection(provider, settings));
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<BaselineObserver>(provider));
        }

        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<HeartbeatSender>(
            provider, (CancellationToken cancel) => HeartbeatAsync(provider, settings, cancel), settings.StatusInterval));
        services.AddSingleton<IHostedService>(provider => Pump(provider, settings));
        return builder.Build();
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static IAgentToken TokenOf(IServiceProvider provider, AgentSettings settings, IIdentityStore? identity) =>
        settings.Token ?? (IAgentToken)new KeptToken(
            identity!,
            settings.Identity!.Registration,
            new RegistrationClient(ServerHttp(settings, MaxSessionBytes), settings.ClusterName),
            settings.Capabilities.Contains(AgentCapabilities.TokenRotate),
            provider.GetRequiredService<ILogger<KeptToken>>());

    private static HttpClient QueueHttp(AgentSettings settings)
    {
        var handler = Outbound(settings);
        handler.ConnectTimeout = SessionQueues.Limits.ConnectTimeout;
        return new HttpClient(handler) { Timeout = SessionQueues.Limits.Timeout };
    }

    private static HttpClient ServerHttp(AgentSettings settings, int maxBytes) => new(Outbound(settings))
    {
        BaseAddress = settings.ServerUrl,
        Timeout = s_serverTimeout,
        MaxResponseContentBufferSize = maxBytes,
    };

    private static SocketsHttpHandler Outbound(AgentSettings settings)
    {
        var handler = OutboundHttp.CreateHandler(settings.Configured);
#pragma warning disable CA5359 // That is what the setting asks for, which is off by default and for trials.
        if (settings.IsTlsInsecure) handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }

    private static DetectionService Detection(IServiceProvider provider, AgentSettings settings)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new DetectionService(
            provider.GetRequiredService<LiveWatcher>(),
            provider.GetRequiredService<ProblemDetector>(),
            new ProblemClient(ServerHttp(settings, MaxProblemsBytes), provider.GetRequiredService<IAgentToken>()),
            provider.GetRequiredService<SecretMasker>(),
            time,
            provider.GetRequiredService<ILogger<DetectionService>>(),
            provider.GetRequiredService<AgentStatus>().ProblemsReported);
    }

    private static QueryExecutor Executor(IServiceProvider provider, AgentSettings settings, IQueryReader reader)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        IQueryReader known = new BaselineReader(reader, provider.GetRequiredService<BaselineBook>(), time);
        return new QueryExecutor(
            new AllowedCapabilities(
                settings.Namespaces.Count > 0 ? new AllowedNamespaces(known, settings.Namespaces, time) : known,
                settings.Capabilities,
                settings.DiagnosticsNamespaces,
                time),
            settings.Limits,
            time,
            provider.GetRequiredService<ILogger<QueryExecutor>>(),
            provider.GetRequiredService<SecretMasker>());
    }

    private static IMessageHandler<AgentCommand> Handler(IServiceProvider provider, AgentSettings settings)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var queues = provider.GetRequiredService<IMessageQueue>();
        var status = provider.GetRequiredService<AgentStatus>();
        var answering = new AgentCommandHandler(
            provider.GetRequiredService<QueryExecutor>(),
            queues,
            new AnswerUploads(
                new HttpClient(Outbound(settings)) { Timeout = s_uploadTimeout },
                async cancel => (await provider.GetRequiredService<SessionKeeper>().GetAsync(cancel)).UploadOrigin),
            s_version,
            time,
            provider.GetRequiredService<ILogger<AgentCommandHandler>>(),
            status.QueriesAnswered);
        var leased = new LeasedHandler<AgentCommand>(
            answering, queues, settings.Visibility, time, provider.GetRequiredService<ILogger<LeasedHandler<AgentCommand>>>());
        return new MeasuredHandler(leased, status, time);
    }

    private static MessagePump Pump(IServiceProvider provider, AgentSettings settings) => new(
        s_commands,
        provider.GetRequiredService<IMessageQueue>(),
        new MessageInvoker<AgentCommand>(
            provider.GetRequiredService<IMessageHandler<AgentCommand>>(),
            CoreJson.Default.AgentCommand,
            MessageInvoker.DefaultMaxReceives,
            provider.GetRequiredService<ILogger<AgentCommandHandler>>()),
        new MessagePumpOptions
        {
            Time = provider.GetRequiredService<TimeProvider>(),
            Concurrency = settings.CommandConcurrency,
            Visibility = settings.Visibility,
            DrainTime = settings.DrainTime,
        },
        provider.GetRequiredService<ILogger<MessagePump>>());

    private static async Task<AgentHeartbeat> HeartbeatAsync(
        IServiceProvider provider, AgentSettings settings, CancellationToken cancellationToken)
    {
        var session = await provider.GetRequiredService<SessionKeeper>().GetAsync(cancellationToken);
        var counts = provider.GetRequiredService<AgentStatus>().Read();
        return new AgentHeartbeat
        {
            ClusterId = session.ClusterId,
            AgentVersion = s_version,
            Interval = settings.StatusInterval,
            Capabilities =
            [
                .. settings.Capabilities.Where(name => name != AgentCapabilities.TokenRotate || settings.Identity is not null),
                .. from verb in Enum.GetValues<QueryVerb>()
                   where verb != QueryVerb.Probe || settings.Probes
                   select verb.ToString().ToLowerInvariant(),
            ],
            Limits = new AgentLimits
            {
                Concurrency = settings.Limits.Concurrency,
                Timeout = settings.Limits.Timeout,
                MaxResultBytes = settings.Limits.MaxResultBytes,
                MaxTotalBytes = settings.Limits.MaxTotalBytes,
                Namespaces = settings.Namespaces,
                DiagnosticsNamespaces = settings.DiagnosticsNamespaces,
            },
            Masked = counts.Masked,
            Answered = counts.Answered,
            QueueLag = counts.QueueLag,
        };
    }
}
