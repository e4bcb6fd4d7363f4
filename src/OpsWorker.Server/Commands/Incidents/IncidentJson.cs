using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Server.Commands.Incidents;

// The answers of the API, as far as these commands use them.
internal sealed record ShownIncidentAnswer(Incident Incident, IReadOnlyList<ShownAttempt> Attempts);

internal sealed record ShownAttempt(
    int Attempt,
    AttemptReason Reason,
    string? ReasonDetail,
    InvestigationStatus Status,
    DateTimeOffset RequestedAt,
    string? Headline,
    string? Failure);

internal sealed record CommentToAdd(string Text);

internal sealed record IncidentToClose(string? Reason);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShownIncidentAnswer))]
[JsonSerializable(typeof(CommentToAdd))]
[JsonSerializable(typeof(IncidentToClose))]
internal sealed partial class IncidentJson : JsonSerializerContext;
