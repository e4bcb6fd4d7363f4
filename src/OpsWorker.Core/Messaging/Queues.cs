namespace OpsWorker.Core.Messaging;

/// <summary>The queues between the stages.</summary>
public static class Queues
{
    /// <summary>
    /// How long a command waits for an agent that is away. It is worthless once its investigation has ended; an hour covers
    /// every deadline.
    /// </summary>
    public static readonly TimeSpan CommandRetention = TimeSpan.FromHours(1);

    /// <summary>From intake to rules: <see cref="AlertReceived"/>, in order for each alert.</summary>
    public static readonly QueueName Alerts = new("alerts", IsFifo: true);

    /// <summary>From rules to investigation: <see cref="InvestigationRequested"/>, in order for each incident.</summary>
    public static readonly QueueName Investigations = new("investigations", IsFifo: true);

    /// <summary>From agents: <see cref="Clusters.AgentMessage"/>.</summary>
    public static readonly QueueName Results = new("results", IsFifo: false);

    /// <summary>Reminders of investigations that may have got no answer: <see cref="InvestigationDeadline"/>, delayed.</summary>
    public static readonly QueueName Deadlines = new("deadlines", IsFifo: false);

    /// <summary>From the topic of reports to notification: <see cref="NotificationMessage"/>, in order for each incident.</summary>
    public static readonly QueueName Notifications = new("notifications", IsFifo: true);

    /// <summary>What the names of all queues of commands begin with.</summary>
    public const string CommandsPrefix = "commands-";

    /// <summary>All of those above: the queues that every deployment has.</summary>
    public static IReadOnlyList<QueueName> All { get; } = [Alerts, Investigations, Results, Deadlines, Notifications];

    /// <summary>To the agent of one cluster: <see cref="Clusters.AgentCommand"/>.</summary>
    public static QueueName Commands(string clusterId) => new(CommandsPrefix + clusterId.Replace('_', '-'), IsFifo: false);
}
