using System.Text.Json.Serialization;
using OpsWorker.Notifiers.PagerDuty;
using OpsWorker.Notifiers.Teams;
using OpsWorker.Notifiers.Webhooks;

namespace OpsWorker.Notifiers;

/// <summary>JSON contract of the notifiers' requests.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookEvent))]
[JsonSerializable(typeof(TeamsMessage))]
[JsonSerializable(typeof(PagerDutyNoteBody))]
[JsonSerializable(typeof(PagerDutyNotes))]
internal sealed partial class NotifierJson : JsonSerializerContext;
