using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;

namespace OpsWorker.Contracts;

/// <summary>Records as the pipeline makes them, with every kind of field filled.</summary>
internal static class Samples
{
    /// <summary>Text that a careless store would spoil.</summary>
    public const string Unicode = "Größe 测试 🚒 \u200f‮ 'quoted' \"double\" \\ \n\t; DROP TABLE alerts; --";

    public static readonly DateTimeOffset Time = new(2026, 3, 1, 3, 0, 0, 123, 456, TimeSpan.Zero);

    private static readonly Actor s_ada = new(ActorKind.SlackUser, "U1", Unicode);

    public static Alert Alert(OrganisationId organisation, string fingerprint = "f1", int minute = 0) => new()
    {
        Id = Core.Alerts.Alert.IdOf(organisation, "alertmanager", fingerprint, Time.AddMinutes(minute)),
        Organisation = organisation,
        Source = "alertmanager",
        Fingerprint = fingerprint,
        Status = AlertStatus.Firing,
        Name = "KubePodCrashLooping",
        Severity = Severity.Critical,
        Summary = Unicode,
        Labels = new Dictionary<string, string> { ["alertname"] = "KubePodCrashLooping", ["namespace"] = "shop" },
        Annotations = new Dictionary<string, string> { ["runbook_url"] = "https://runbooks.example/crash" },
        StartsAt = Time.AddMinutes(minute),
        ReceivedAt = Time.AddMinutes(minute).AddSeconds(30),
        GeneratorUrl = "https://prometheus.example/graph",
    };

    public static Incident Incident(OrganisationId organisation, string key = "shop/checkout", int minute = 0)
    {
        var alert = Alert(organisation, key, minute);
        return new Incident
        {
            Id = Core.Incidents.Incident.IdOf(alert.Id),
            Organisation = organisation,
            CorrelationKey = key,
            Title = Unicode,
            Severity = Severity.Critical,
            Status = IncidentStatus.Open,
            ClusterId = "cl_1",
            RuleId = "default",
            Labels = alert.Labels,
            Alerts = [new IncidentAlert { Id = alert.Id, Name = alert.Name, Status = alert.Status, StartsAt = alert.StartsAt }],
            AlertCount = 1,
            StartsAt = alert.StartsAt,
            OpenedAt = alert.ReceivedAt,
            UpdatedAt = alert.ReceivedAt,
            Acknowledged = new Acknowledgement(s_ada, Time),
            Silenced = new IncidentSilence(s_ada, Time, Time.AddHours(1)),
            Feedback = [new IncidentFeedback(s_ada, Time, "inv_1", IsHelpful: false, CauseCode.ConfigMapMissing)],
        };
    }

    public static Investigation Investigation(OrganisationId organisation, string incident = "inc_1", int minute = 0) => new()
    {
        Id = Core.Investigations.Investigation.IdOf(incident, 1),
        Organisation = organisation,
        IncidentId = incident,
        ClusterId = "cl_1",
        Status = InvestigationStatus.Queued,
        RequestedAt = Time.AddMinutes(minute),
        Deadline = Time.AddMinutes(minute + 5),
    };

    public static ClusterCommand Command(OrganisationId organisation, DateTimeOffset at, CommandState state = CommandState.Pending) => new()
    {
        Id = Identifier.New("cmd"),
        Organisation = organisation,
        ClusterId = "cl_1",
        ClusterName = "production",
        Operation = CommandOperation.Scale,
        Target = new ObjectReference("Deployment", "shop", "checkout"),
        Replicas = 5,
        Requested = new CommandDecision("slack:U1", s_ada, at, Unicode),
        ExpiresAt = at + ClusterCommand.Lifetime,
        State = state,
        Need = new ApprovalNeed(2, AccessRole.Admin, AccessRole.Approver, "production"),
        Preview = new CommandPreview("1000", "uid/1", ["spec.replicas: 3 -> 5"], [Unicode], at),
        Approvals = [new CommandDecision("user:1", s_ada, at)],
        BrokeGlass = new CommandDecision("user:2", s_ada, at, Unicode),
        SentAt = at,
        Output = Unicode,
    };

    public static JournalEntry Entry(int number) => new()
    {
        Number = number,
        Kind = JournalEntryKind.Query,
        State = JournalEntryState.Pending,
        StartedAt = Time.AddSeconds(number),
        Queries = [new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "checkout-1", Match = Unicode, TailLines = 200 }],
    };

    public static JournalEntry Completed(JournalEntry entry, string outcome = "answer") => entry with
    {
        State = JournalEntryState.Completed,
        CompletedAt = entry.StartedAt.AddSeconds(1),
        Evidence = [new EvidenceSummary($"e{entry.Number}-1", "kubectl logs -n shop checkout-1", QueryOutcome.Success, 12, null)],
        ContentKey = $"inv_1/{entry.Number}",
        Outcome = outcome,
    };

    public static Cluster Cluster(OrganisationId organisation, string name = "production") => new()
    {
        Id = Identifier.New("cl"),
        Organisation = organisation,
        Name = name,
        CreatedAt = Time,
    };

    public static Cluster FullCluster(OrganisationId organisation, string name = "production") => Cluster(organisation, name) with
    {
        DisplayName = Unicode,
        Provider = "eks",
        Region = "eu-west-1",
        Environment = "production",
        Labels = new Dictionary<string, string> { ["team"] = Unicode },
        TokenId = "key_1",
        FirstSeenAt = Time,
        LastSeenAt = Time.AddMinutes(1),
        AgentVersion = "1.0.0",
        Heartbeat = new AgentHeartbeat
        {
            ClusterId = "cl_1",
            AgentVersion = "1.0.0",
            Capabilities = ["get", "list"],
            Limits = new AgentLimits
            {
                Concurrency = 8,
                Timeout = TimeSpan.FromSeconds(20),
                MaxResultBytes = 1,
                MaxTotalBytes = 2,
                Namespaces = ["shop"],
            },
            Masked = 3,
            Answered = 4,
            QueueLag = TimeSpan.FromMilliseconds(12),
        },
        Outages = [new Outage { From = Time, Until = Time.AddMinutes(2), BeginningTold = true }, new Outage { From = Time.AddHours(1) }],
    };
}
