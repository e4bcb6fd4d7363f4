using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Server.Commands.Keys;

// The requests and answers of the API, as far as these commands use them.
internal sealed record KeyToRotate(double? GraceHours);

internal sealed record ListedKey(
    string Id,
    AccessKeyKind Kind,
    string? Name,
    AccessRole? Role,
    IReadOnlyList<AccessScope>? Scopes,
    string? Source,
    string? Workspace,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt);

internal sealed record ListedKeys(IReadOnlyList<ListedKey> Items, string? Cursor);

internal sealed record AddedKey(ListedKey Record, string Key, DateTimeOffset? PreviousKeyExpiresAt);

internal sealed record RevokedKey(string Revoked);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyToRotate))]
[JsonSerializable(typeof(ListedKeys))]
[JsonSerializable(typeof(AddedKey))]
[JsonSerializable(typeof(RevokedKey))]
internal sealed partial class KeyJson : JsonSerializerContext;
