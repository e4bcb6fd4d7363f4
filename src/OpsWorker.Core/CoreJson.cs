using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Queries;
using OpsWorker.Core.Rules;

namespace OpsWorker.Core;

/// <summary>JSON contract of records and messages: camel case, enumerations by name, nulls omitted.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Organisation))]
[JsonSerializable(typeof(AccessKey))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(IReadOnlyList<IncidentAlert>))]
[JsonSerializable(typeof(RuleSet))]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(Investigation))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ModelSpend))]
[JsonSerializable(typeof(Query))]
[JsonSerializable(typeof(IReadOnlyList<QueryResult>))]
[JsonSerializable(typeof(AgentCommand))]
[JsonSerializable(typeof(AgentMessage))]
[JsonSerializable(typeof(AgentSession))]
[JsonSerializable(typeof(AgentIdentity))]
[JsonSerializable(typeof(AgentRegistrationRequest))]
[JsonSerializable(typeof(ClusterProblems))]
[JsonSerializable(typeof(AlertReceived))]
[JsonSerializable(typeof(InvestigationRequested))]
[JsonSerializable(typeof(InvestigationDeadline))]
[JsonSerializable(typeof(AttemptDue))]
[JsonSerializable(typeof(EscalationDue))]
[JsonSerializable(typeof(DeadlineMessage))]
[JsonSerializable(typeof(IReadOnlyList<EarlierAttempt>))]
[JsonSerializable(typeof(IReadOnlyList<ChangeAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<CorrelatedChange>))]
[JsonSerializable(typeof(IncidentChanged))]
[JsonSerializable(typeof(DigestDue))]
[JsonSerializable(typeof(NotificationMessage))]
[JsonSerializable(typeof(ChatCommand))]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(ClusterCommand))]
[JsonSerializable(typeof(ApprovalPolicies))]
[JsonSerializable(typeof(OperatorCommand))]
[JsonSerializable(typeof(SignedCommand))]
public sealed partial class CoreJson : JsonSerializerContext;
