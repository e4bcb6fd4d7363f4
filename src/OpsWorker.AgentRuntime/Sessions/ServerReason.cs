using System.Text.Json;

namespace OpsWorker.AgentRuntime.Sessions;

/// <summary>The reason of a refusal: the field <c>detail</c> of problem details (RFC 9457).</summary>
public static class ServerReason
{
    private const int MaxLength = 500;

    /// <summary>The reason as one line; null without one, for example when a proxy answered.</summary>
    public static string? Of(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } reason
                ? reason[..Math.Min(reason.Length, MaxLength)].ReplaceLineEndings(" ")
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
