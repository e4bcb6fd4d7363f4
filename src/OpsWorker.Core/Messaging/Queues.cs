namespace OpsWorker.Core.Messaging;

/// <summary>The queues between the stages.</summary>
public static class Queues
{
    /// <summary>
    /// Retention of commands for a disconnected agent. A command expires with its investigation, and an hour covers
    /// every deadline.
    /// </summary>
    public static readonly TimeSpan CommandRetention = TimeSpan.FromHours(1);

    /// <summary>From intake to rules: <see cref="AlertReceived"/>, in order for each alert.</summary>
    public static readonly QueueName Alerts = new("alerts", IsFifo: true);

    /// <summary>From rules to investigation: <see cref="InvestigationRequested"/>, in order for each incident.</summary>
    public static readonly QueueName Investigations = new("investigations", IsFifo: true);

    /// <summary>From agents and Operators: <see cref="Clusters.AgentMessage"/>.</summary>
    public static readonly QueueName Results = new("results", IsFifo: false);

    /// <summary>Deadlines of investigations, times of next attempts and of escalations: <see cref="DeadlineMessage"/>, delayed.</summary>
    public static readonly QueueName Deadlines = new("deadlines", IsFifo: false);

    /// <summary>From the topic of reports to notification: <see cref="NotificationMessage"/>, in order for each incident.</summary>
    public static readonly QueueName Notifications = new("notifications", IsFifo: true);

    /// <summary>From a chat service's requests to notification: <see cref="ChatCommand"/>, in order for each incident.</summary>
    public static readonly QueueName Chat = new("chat", IsFifo: true);

    /// <summary>The prefix of every command queue's name.</summary>
    public const string CommandsPrefix = "commands-";

    /// <summary>The prefix of every Operator's queue's name.</summary>
    public const string OperatorPrefix = "operator-";

    /// <summary>The queues of every deployment; those of agents and Operators are created per cluster.</summary>
    public static IReadOnlyList<QueueName> All { get; } = [Alerts, Investigations, Results, Deadlines, Notifications, Chat];

    /// <summary>To the agent of one cluster: <see cref="Clusters.AgentCommand"/>.</summary>
    public static QueueName Commands(string clusterId) => new(CommandsPrefix + clusterId.Replace('_', '-'), IsFifo: false);

    /// <summary>To the Operator of one cluster: <see cref="Core.Commands.SignedCommand"/>.</summary>
    public static QueueName Operator(string clusterId) => new(OperatorPrefix + clusterId.Replace('_', '-'), IsFifo: false);
}
