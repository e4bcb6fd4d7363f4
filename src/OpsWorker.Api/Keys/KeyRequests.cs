using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Access;

namespace OpsWorker.Api.Keys;

/// <summary>A key to add.</summary>
/// <param name="Kind">Api or Webhook.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Role">The role of an API key: Viewer, Operator, Approver or Admin. Default: Viewer.</param>
/// <param name="Scopes">The permissions that an API key is limited to; without it all of its role.</param>
/// <param name="Source">The only source of a webhook key; without it any.</param>
/// <param name="Workspace">The workspace that the key is limited to; without it the whole organisation.</param>
/// <param name="ExpiresAt">The time of expiry; without it never.</param>
internal sealed record AddKeyRequest(
    AccessKeyKind? Kind,
    string? Name,
    AccessRole? Role,
    IReadOnlyList<AccessScope>? Scopes,
    string? Source,
    string? Workspace,
    DateTimeOffset? ExpiresAt);

/// <summary>Options for rotating a key.</summary>
/// <param name="GraceHours">Hours that the replaced key stays valid: 0 to 720, by default 24.</param>
internal sealed record RotateKeyRequest(double? GraceHours);

/// <summary>JSON contract of the requests: a misspelt field is an error here, as it would widen a key.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AddKeyRequest))]
[JsonSerializable(typeof(RotateKeyRequest))]
internal sealed partial class KeyRequestJson : JsonSerializerContext;
