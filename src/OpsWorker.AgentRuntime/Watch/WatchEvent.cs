using System.Net;
using System.Text.Json;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>
/// One watch event (Kubernetes API Concepts, "Efficient detection of changes"): <c>{"type": …, "object": …}</c>.
/// </summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>BOOKMARK</c>.</param>
/// <param name="Object">The object; a bookmark holds only a resourceVersion.</param>
/// <param name="Version">The resourceVersion up to which all changes were delivered.</param>
internal readonly record struct WatchEvent(string Type, JsonElement Object, string Version)
{
    public const string Deleted = "DELETED";
    public const string Bookmark = "BOOKMARK";
    private const string Error = "ERROR";

    /// <summary>Reads an event.</summary>
    /// <exception cref="ApiException">The event is an error; 410 means that the resourceVersion has expired.</exception>
    /// <exception cref="JsonException">The line is not a watch event.</exception>
    public static WatchEvent Read(JsonElement line)
    {
        if (Text(line, "type") is not { } type || !line.TryGetProperty("object", out var value) || value.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The stream contains a line that is not a watch event.");
        }

        if (type == Error) throw Refusal(value);
        var version = value.TryGetProperty("metadata", out var metadata) ? Text(metadata, "resourceVersion") : null;
        return new WatchEvent(
            type, value, version is { Length: > 0 } ? version : throw new JsonException("An event has no resource version."));
    }

    private static ApiException Refusal(JsonElement status)
    {
        var code = status.TryGetProperty("code", out var number)
            && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var given)
            ? (HttpStatusCode)given : HttpStatusCode.InternalServerError;
        return new ApiException(code, $"{(int)code} {Text(status, "reason")}: {Text(status, "message") ?? "no message"}");
    }

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;
}
