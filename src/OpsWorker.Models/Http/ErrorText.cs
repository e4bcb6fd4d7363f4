using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Models.Http;

/// <summary>Writes a provider's error as one sentence, without the key that a provider may quote.</summary>
internal sealed class ErrorText(string provider, string? key)
{
    private const int MaxLength = 300;

    /// <summary>The status, and the message where the body has one: <c>{"error":{"message":…}}</c> or <c>{"error":…}</c>.</summary>
    public string Of(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{provider} answered with status {(int)status}");
        return MessageOf(body) is { Length: > 0 } message ? $"{prefix}: {Clean(message)}" : prefix + ".";
    }

    private string Clean(string message)
    {
        var line = VisibleText.Line(key is null ? message : message.Replace(key, "[key]", StringComparison.Ordinal));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }

    private static string? MessageOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root) return null;
            return Text(root, "error") ?? (root.TryGetProperty("error", out var error) ? Text(error, "message") : Text(root, "message"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
