using Amazon.CDK;
using Constructs;
using OpsWorker.Core.Messaging;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Messaging;

/// <summary>The queues between the stages, the same that the application names in <see cref="Queues"/>.</summary>
public sealed class PipelineQueues : Construct
{
    /// <summary>Creates the queues.</summary>
    public PipelineQueues(Construct scope, DeploymentSettings settings)
        : base(scope, "Queues")
    {
        PipelineQueue Add(QueueName name, FunctionDefinition handledBy, Duration alarmAge) => new(this, new PipelineQueueProps
        {
            Name = name,
            NamePrefix = settings.NamePrefix,
            FunctionTimeout = handledBy.Timeout,
            AlarmAge = alarmAge,
        });

        Alerts = Add(Queues.Alerts, FunctionCatalogue.Rules, Duration.Minutes(5));
        Investigations = Add(Queues.Investigations, FunctionCatalogue.Investigation, Duration.Minutes(5));
        Results = Add(Queues.Results, FunctionCatalogue.Investigation, Duration.Minutes(5));
        // A reminder waits for up to 15 minutes on purpose.
        Deadlines = Add(Queues.Deadlines, FunctionCatalogue.Investigation, Duration.Minutes(30));
        Notifications = Add(Queues.Notifications, FunctionCatalogue.Notification, Duration.Minutes(5));
        Chat = Add(Queues.Chat, FunctionCatalogue.Notification, Duration.Minutes(5));
    }

    /// <summary>From intake to rules.</summary>
    public PipelineQueue Alerts { get; }

    /// <summary>From rules to investigation.</summary>
    public PipelineQueue Investigations { get; }

    /// <summary>From agents to investigation.</summary>
    public PipelineQueue Results { get; }

    /// <summary>Reminders of investigations that may have got no answer.</summary>
    public PipelineQueue Deadlines { get; }

    /// <summary>From the topic of reports to notification.</summary>
    public PipelineQueue Notifications { get; }

    /// <summary>From people's buttons and commands in a chat to notification.</summary>
    public PipelineQueue Chat { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<PipelineQueue> All => [Alerts, Investigations, Results, Deadlines, Notifications, Chat];
}
