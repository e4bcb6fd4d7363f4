using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Sessions;

/// <summary>Exchanges a cluster's token for a session at the server.</summary>
public static class SessionExchange
{
    /// <summary>Opens a session.</summary>
    /// <param name="server">A client whose base address is the server.</param>
    /// <param name="path">The endpoint: that of agents or that of Operators.</param>
    /// <param name="token">The token.</param>
    /// <param name="origins">The origins that a session may lead to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SessionRefusedException">The server refuses the token.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or fails.</exception>
    /// <exception cref="UntrustedSessionException">The session leads elsewhere than is configured.</exception>
    /// <exception cref="JsonException">The response is not the expected JSON.</exception>
    public static async Task<AgentSession> OpenAsync(
        HttpClient server, string path, string token, TrustedOrigins origins, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new SessionRefusedException(ServerReason.Of(body) ?? "The server refuses the token and gives no reason.");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"The server answered with status {(int)response.StatusCode}. {ServerReason.Of(body)}".TrimEnd());
        }

        var session = JsonSerializer.Deserialize(body, CoreJson.Default.AgentSession)
            ?? throw new JsonException("The answer is JSON null.");
        origins.Check(session);
        return session;
    }
}
