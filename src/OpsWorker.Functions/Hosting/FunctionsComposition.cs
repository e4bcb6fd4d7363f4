using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsWorker.Api;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sts;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Functions.Http;
using OpsWorker.Functions.Messages;
using OpsWorker.Functions.Metrics;
using OpsWorker.Functions.Schedules;
using OpsWorker.Pipeline;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Slack.Interactions;

namespace OpsWorker.Functions.Hosting;

/// <summary>Puts together what each function needs, and nothing that it does not need.</summary>
/// <param name="ports">The ports.</param>
/// <param name="time">The only clock.</param>
/// <param name="loggers">Where everything logs.</param>
/// <param name="metrics">Where metrics are written.</param>
internal sealed class FunctionsComposition(FunctionPorts ports, TimeProvider time, ILoggerFactory loggers, TextWriter metrics)
{
    // Rules and clusters change rarely, and each alert asks for them.
    private static readonly ReadFreshness s_freshness = new(TimeSpan.FromSeconds(5));

    /// <summary>Takes webhooks; may use nothing but access keys and the queue of alerts.</summary>
    public HttpFunction Normalizer() => HttpFunction.Create(
        loggers,
        services => AddIntake(services).AddOpsWorkerWebhooks(),
        application => application.UseOpsWorkerProblems(),
        endpoints => endpoints.MapOpsWorkerWebhooks());

    /// <summary>Every endpoint. Webhooks are among them for the OpenAPI document; API Gateway sends them to the normalizer.</summary>
    public HttpFunction Api() => HttpFunction.Create(
        loggers,
        services => AddModels(AddRecords(AddIntake(services)))
            .AddSingleton(_ => ports.Topic)
            .AddSingleton<IChatReceiver>(_ => new SlackReceiver(ports.Secrets, ports.Organisations, ports.Queue, time))
            .AddOpsWorkerApi(),
        application => application.UseAuthentication().UseAuthorization().UseOpsWorkerProblems(),
        endpoints => endpoints.MapOpsWorker());

    /// <summary>The stages of that name behind their queues.</summary>
    /// <param name="name">A name of <see cref="PipelineStages"/>.</param>
    public SqsFunction Stages(string name)
    {
        var services = Pipeline();
        IReadOnlyList<SqsSource> sources =
            [
                .. PipelineStages.All
                    .Where(stage => stage.Name == name)
                    .Select(stage => new SqsSource(stage.Queue, stage.CreateInvoker(services))),
            ];
        return new SqsFunction(sources, ports.Queue, ports.QueueUrls, time, loggers.CreateLogger<SqsFunction>());
    }

    /// <summary>The digests behind their schedule.</summary>
    public ScheduledFunction Digest()
    {
        var dispatcher = Pipeline().GetRequiredService<DigestDispatcher>();
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
        var log = new MetricLog(metrics, ports.Stage, time);
        var pipeline = Pipeline();
        var sweeper = new Sweeper(
            pipeline.GetRequiredService<ClusterSweep>(),
            pipeline.GetRequiredService<UnrepeatedAlerts>(),
            pipeline.GetRequiredService<CommandSweep>(),
            log,
            time);
        return new ScheduledFunction(sweeper.RunAsync);
    }

    private ServiceProvider Pipeline()
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(loggers).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services
            .AddSingleton(_ => ports.Organisations)
            .AddSingleton(_ => ports.Queue)
            .AddSingleton(_ => ports.Topic)
            .AddSingleton(_ => ports.Audit)
            .AddSingleton(_ => ports.Notifications);
        AddModels(AddRecords(services)).AddSingleton(s_freshness);
        services.AddSingleton(_ => new SecretNotifiers(ports.Secrets, new HttpClient(OutgoingConnections.CreateHandler()), time, loggers));
        services.AddSingleton(provider => new CurrentNotifiers(provider.GetRequiredService<SecretNotifiers>().GetAsync));
        services.AddSingleton<IMessageHandler<AgentMessage>>(
            provider => new SenderCheckedHandler(provider.GetRequiredService<AgentMessageHandler>()));
        return services.AddOpsWorkerPipeline().BuildServiceProvider();
    }

    private IServiceCollection AddIntake(IServiceCollection services) => services
        .AddSingleton(time)
        .AddSingleton(_ => ports.Organisations)
        .AddSingleton(_ => ports.Keys)
        .AddSingleton(_ => ports.Audit)
        .AddSingleton(_ => ports.Queue)
        .AddSingleton(_ => ports.Secrets)
        .AddSingleton<ISnsEndpoint>(_ => new SnsEndpoint(SnsEndpoint.CreateClient()))
        .AddSingleton(_ => new AlertMasking(AlertMasking.ReadSetting(ports.Configuration[AlertMasking.Setting])))
        .AddSingleton(provider => new IntakeService(
            provider.GetRequiredService<IMessageQueue>(),
            provider.GetRequiredService<AlertMasking>(),
            time,
            loggers.CreateLogger<IntakeService>()));

    private IServiceCollection AddModels(IServiceCollection services) => services
        .AddSingleton(_ => ports.ModelSpend)
        .AddSingleton(_ => new FunctionModels(ports.Secrets, time, loggers).Read(ports.Configuration));

    private IServiceCollection AddRecords(IServiceCollection services) => services
        .AddSingleton(_ => ports.Alerts)
        .AddSingleton(_ => ports.Incidents)
        .AddSingleton(_ => ports.AlertOutcomes)
        .AddSingleton(_ => ports.Rules)
        .AddSingleton(_ => ports.Investigations)
        .AddSingleton(_ => ports.Journal)
        .AddSingleton(_ => ports.Evidence)
        .AddSingleton(_ => ports.Clusters)
        .AddSingleton(_ => ports.Commands)
        .AddSingleton(_ => ports.ApprovalPolicies)
        .AddSingleton(_ => new CommandSigner(cancel => ports.Secrets.GetAsync(CommandSigner.SecretName, cancel)))
        .AddSingleton(_ => ports.AgentCredentials)
        .AddSingleton(ClusterSilence.Default);
}
