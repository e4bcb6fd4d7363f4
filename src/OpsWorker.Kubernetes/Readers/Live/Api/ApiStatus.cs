using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>Reads the API server's Status object (meta/v1) from a refusal.</summary>
internal static class ApiStatus
{
    private const int MaxBytes = 64 * 1024;

    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = await ReadBodyAsync(response, cancellationToken);
        var message = status?.Message is { Length: > 0 } text ? text : response.ReasonPhrase ?? "no message";
        var reason = status?.Reason is { Length: > 0 } named ? named : response.StatusCode.ToString();
        return new ApiException(response.StatusCode, $"{(int)response.StatusCode} {reason}: {message}")
        {
            RetryAfter = RetryAfter(response, time),
            Continue = status?.Metadata?.Continue,
        };
    }

    private static async Task<StatusDocument?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await using var bounded = new BoundedReadStream(body, MaxBytes);
            return await JsonSerializer.DeserializeAsync(bounded, ApiStatusJson.Default.StatusDocument, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}

internal sealed record StatusDocument(string? Message, string? Reason, StatusMetadata? Metadata);

internal sealed record StatusMetadata(string? Continue);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class ApiStatusJson : JsonSerializerContext;
