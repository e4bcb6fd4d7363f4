using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsWorker.Api;
using OpsWorker.Aws.Sts;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Diagnosis;
using OpsWorker.Functions.Http;
using OpsWorker.Functions.Messages;
using OpsWorker.Functions.Metrics;
using OpsWorker.Functions.Schedules;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Functions.Hosting;

/// <summary>Puts together what each function needs, and nothing that it does not need.</summary>
/// <param name="ports">The ports.</param>
/// <param name="time">The only clock.</param>
/// <param name="loggers">Where everything logs.</param>
/// <param name="metrics">Where metrics are written.</param>
internal sealed class FunctionsComposition(FunctionPorts ports, TimeProvider time, ILoggerFactory loggers, TextWriter metrics)
{
    /// <summary>Takes webhooks; may use nothing but access keys and the queue of alerts.</summary>
    public Task<HttpFunction> NormalizerAsync() => HttpFunction.StartAsync(
        loggers,
        services => AddIntake(services).AddOpsWorkerWebhooks(),
        application =>
        {
            application.UseOpsWorkerProblems();
            application.MapOpsWorkerWebhooks();
        });

    /// <summary>Every endpoint. Webhooks are among them for the OpenAPI document; API Gateway sends them to the normalizer.</summary>
    public Task<HttpFunction> ApiAsync() => HttpFunction.StartAsync(
        loggers,
        services => AddRecords(AddIntake(services)).AddOpsWorkerApi(),
        application =>
        {
            application.UseOpsWorkerProblems();
            application.MapOpsWorker();
        });

    /// <summary>The rules behind the queue of alerts.</summary>
    public SqsFunction Rules() => Function(Source(
        Queues.Alerts,
        new AlertReceivedHandler(
            ports.Alerts,
            ports.Incidents,
            ports.Investigations,
            ports.Rules,
            ports.Clusters,
            ports.Queue,
            ports.Topic,
            time,
            loggers.CreateLogger<AlertReceivedHandler>()),
        CoreJson.Default.AlertReceived));

    /// <summary>The investigation behind its three queues.</summary>
    public SqsFunction Investigation()
    {
        var runner = Runner();
        var results = new AgentResultHandler(
            ports.Clusters,
            ports.Investigations,
            ports.Journal,
            ports.Evidence,
            runner,
            time,
            loggers.CreateLogger<AgentResultHandler>());
        var messages = new AgentMessageHandler(results, new AgentHeartbeatHandler(ports.Clusters, time));
        return Function(
            Source(Queues.Investigations, new InvestigationRequestedHandler(runner), CoreJson.Default.InvestigationRequested),
            Source(Queues.Results, new SenderCheckedHandler(messages), CoreJson.Default.AgentMessage),
            Source(Queues.Deadlines, new InvestigationDeadlineHandler(runner), CoreJson.Default.InvestigationDeadline));
    }

    /// <summary>The notification behind its queue.</summary>
    public SqsFunction Notification()
    {
        var reader = new DigestReader(ports.Alerts, ports.Incidents, ports.Investigations, ports.Clusters);
        var handler = new NotificationHandler(
            Notifiers(),
            notifiers => new NotificationMessageHandler(
                new IncidentChangedHandler(
                    ports.Incidents,
                    ports.Investigations,
                    ports.Journal,
                    ports.Notifications,
                    notifiers.Incidents,
                    time,
                    loggers.CreateLogger<IncidentChangedHandler>()),
                new DigestDueHandler(
                    ports.Organisations,
                    ports.Notifications,
                    reader,
                    notifiers.Digests,
                    time,
                    loggers.CreateLogger<DigestDueHandler>())));
        return Function(Source(Queues.Notifications, handler, CoreJson.Default.NotificationMessage));
    }

    /// <summary>The digests behind their schedule.</summary>
    public ScheduledFunction Digest()
    {
        var dispatcher = new DigestDispatcher(
            ports.Organisations, ports.Notifications, ports.Topic, time, loggers.CreateLogger<DigestDispatcher>());
        return new ScheduledFunction(async cancel =>
        {
            if (await dispatcher.RunAsync(cancel) is var failed and > 0)
            {
                throw new ScheduledWorkException($"The digests of {failed} organisations could not be asked for; the log says why.");
            }
        });
    }

    /// <summary>The sweep of the clusters behind its schedule.</summary>
    public ScheduledFunction Sweeper()
    {
        var sweep = new ClusterSweep(
            ports.Organisations,
            ports.Clusters,
            new ClusterNotifier(Notifiers()),
            ClusterSilence.Default,
            time,
            loggers.CreateLogger<ClusterSweep>());
        var log = new MetricLog(metrics, ports.Stage, time);
        return new ScheduledFunction(new Sweeper(sweep, log, time).RunAsync);
    }

    private SlackNotifiers Notifiers() => new(ports.Secrets, new HttpClient(), time, loggers);

    private InvestigationRunner Runner() => new(
        ports.Incidents,
        ports.Investigations,
        ports.Journal,
        ports.Clusters,
        ports.Evidence,
        ports.Queue,
        ports.Topic,
        new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All, loggers.CreateLogger<DiagnosisEngine>())),
        time,
        loggers.CreateLogger<InvestigationRunner>());

    private SqsFunction Function(params IReadOnlyList<SqsSource> sources) =>
        new(sources, ports.Queue, ports.QueueUrls, time, loggers.CreateLogger<SqsFunction>());

    private SqsSource Source<T>(
        QueueName queue, IMessageHandler<T> handler, JsonTypeInfo<T> type) =>
        SqsSource.Create(queue, handler, type, loggers.CreateLogger<SqsSource>());

    private IServiceCollection AddIntake(IServiceCollection services) => services
        .AddSingleton(time)
        .AddSingleton(_ => ports.Organisations)
        .AddSingleton(_ => ports.Queue)
        .AddSingleton(provider => new IntakeService(
            provider.GetRequiredService<IMessageQueue>(), time, loggers.CreateLogger<IntakeService>()));

    private IServiceCollection AddRecords(IServiceCollection services) => services
        .AddSingleton(_ => ports.Alerts)
        .AddSingleton(_ => ports.Incidents)
        .AddSingleton(_ => ports.Rules)
        .AddSingleton(_ => ports.Investigations)
        .AddSingleton(_ => ports.Journal)
        .AddSingleton(_ => ports.Evidence)
        .AddSingleton(_ => ports.Clusters)
        .AddSingleton(_ => ports.AgentCredentials)
        .AddSingleton(ClusterSilence.Default);
}
