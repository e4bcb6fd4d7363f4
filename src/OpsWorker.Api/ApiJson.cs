using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using OpsWorker.Api.Asking;
using OpsWorker.Api.Clusters;
using OpsWorker.Api.Commands;
using OpsWorker.Api.Incidents;
using OpsWorker.Api.Investigations;
using OpsWorker.Api.Keys;
using OpsWorker.Api.Organisations;
using OpsWorker.Api.Rules;
using OpsWorker.Api.Webhooks;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Models.Asking;

namespace OpsWorker.Api;

/// <summary>JSON contract of responses.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcceptedResponse))]
[JsonSerializable(typeof(AddClusterRequest))]
[JsonSerializable(typeof(RotateTokenRequest))]
[JsonSerializable(typeof(ClusterResponse))]
[JsonSerializable(typeof(ClusterListResponse))]
[JsonSerializable(typeof(AddedClusterResponse))]
[JsonSerializable(typeof(RegistrationTokenResponse))]
[JsonSerializable(typeof(ClusterTokenResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(AddKeyRequest))]
[JsonSerializable(typeof(RotateKeyRequest))]
[JsonSerializable(typeof(KeyResponse))]
[JsonSerializable(typeof(Page<KeyResponse>))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(NewKeyResponse))]
[JsonSerializable(typeof(ChangeOrganisationRequest))]
[JsonSerializable(typeof(OrganisationResponse))]
[JsonSerializable(typeof(InvestigationResponse))]
[JsonSerializable(typeof(Page<InvestigationSummary>))]
[JsonSerializable(typeof(Page<Alert>))]
[JsonSerializable(typeof(Page<Incident>))]
[JsonSerializable(typeof(IncidentResponse))]
[JsonSerializable(typeof(CommentRequest))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(SilenceRequest))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(InvestigateRequest))]
[JsonSerializable(typeof(RulesRequest))]
[JsonSerializable(typeof(RulesResponse))]
[JsonSerializable(typeof(RulesVersions))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(AskedAnswer))]
[JsonSerializable(typeof(AddCommandRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(CommandResponse))]
[JsonSerializable(typeof(Page<CommandResponse>))]
[JsonSerializable(typeof(PoliciesRequest))]
[JsonSerializable(typeof(PoliciesResponse))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
