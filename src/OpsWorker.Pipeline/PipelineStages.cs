using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Chat;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline;

/// <summary>
/// The pipeline, in the order in which an alert passes it. Before it stands <see cref="Intake.IntakeService"/>, which fills the first
/// queue; between investigation and results stands the agent, which answers the commands of its own queue.
/// </summary>
public static class PipelineStages
{
    /// <summary>The name of the stage that correlates alerts into incidents.</summary>
    public const string Rules = "rules";

    /// <summary>The name of the stages that query clusters and diagnose.</summary>
    public const string Investigation = "investigation";

    /// <summary>The name of the stages that send messages to people and answer them.</summary>
    public const string Notification = "notification";

    /// <summary>Every stage.</summary>
    public static IReadOnlyList<PipelineStage> All { get; } =
    [
        PipelineStage.Of<AlertReceived, AlertReceivedHandler>(Rules, Queues.Alerts, CoreJson.Default.AlertReceived),
        PipelineStage.Of<InvestigationRequested, InvestigationRequestedHandler>(
            Investigation, Queues.Investigations, CoreJson.Default.InvestigationRequested),
        PipelineStage.Of<AgentMessage, AgentMessageHandler>(Investigation, Queues.Results, CoreJson.Default.AgentMessage),
        PipelineStage.Of<DeadlineMessage, DeadlineMessageHandler>(Investigation, Queues.Deadlines, CoreJson.Default.DeadlineMessage),
        PipelineStage.Of<NotificationMessage, NotificationMessageHandler>(
            Notification, Queues.Notifications, CoreJson.Default.NotificationMessage),
        PipelineStage.Of<ChatCommand, ChatCommandHandler>(Notification, Queues.Chat, CoreJson.Default.ChatCommand),
    ];
}
