using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Api.Incidents;

/// <summary>A comment.</summary>
/// <param name="Text">The text, 1 to 2000 characters.</param>
internal sealed record CommentRequest(string? Text);

/// <summary>The resolution of an incident.</summary>
/// <param name="Reason">The reason, at most 500 characters.</param>
internal sealed record CloseRequest(string? Reason);

/// <summary>A silence.</summary>
/// <param name="Length">The length, as PT1H, up to seven days; PT0S ends a silence, without it until the incident is resolved.</param>
internal sealed record SilenceRequest(TimeSpan? Length);

/// <summary>An opinion of the latest report.</summary>
/// <param name="Helpful">True if the report was right.</param>
/// <param name="RightCause">The code of the right cause.</param>
internal sealed record FeedbackRequest(bool? Helpful, CauseCode? RightCause);

/// <summary>A place to investigate.</summary>
/// <param name="Cluster">The name of the cluster; needed where there are several.</param>
/// <param name="Namespace">The namespace; needed for everything but a node.</param>
/// <param name="Object">The object as kind/name, such as deployment/checkout.</param>
internal sealed record InvestigateRequest(string? Cluster, string? Namespace, string? Object);

/// <summary>JSON contract of the requests of people about incidents.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(Iso8601DurationConverter)])]
[JsonSerializable(typeof(CommentRequest))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(SilenceRequest))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(InvestigateRequest))]
internal sealed partial class IncidentRequestJson : JsonSerializerContext;
