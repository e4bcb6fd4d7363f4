using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Agent.Identity;

/// <summary>Gets the agent's token from the server: the first one for a registration token, later ones for the one before.</summary>
/// <param name="http">A client whose base address is the server.</param>
/// <param name="clusterName">The cluster's configured name, which the server compares; null without one.</param>
internal sealed class RegistrationClient(HttpClient http, string? clusterName = null)
{
    /// <exception cref="SessionRefusedException">The server refuses the registration token.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or fails.</exception>
    /// <exception cref="JsonException">The response is not the expected JSON.</exception>
    public Task<AgentIdentity> RegisterAsync(string registrationToken, CancellationToken cancellationToken) =>
        SendAsync("v1/agent/register", registrationToken, new AgentRegistrationRequest { ClusterName = clusterName }, cancellationToken);

    /// <inheritdoc cref="RegisterAsync"/>
    public Task<AgentIdentity> RotateAsync(string agentToken, CancellationToken cancellationToken) =>
        SendAsync("v1/agent/rotate-token", agentToken, null, cancellationToken);

    private async Task<AgentIdentity> SendAsync(
        string path, string bearer, AgentRegistrationRequest? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(body, CoreJson.Default.AgentRegistrationRequest);
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Conflict)
        {
            throw new SessionRefusedException(ServerReason.Of(answer) ?? "The server refuses the token and gives no reason.");
        }

        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"The server answered with status {(int)response.StatusCode}.");
        return JsonSerializer.Deserialize(answer, CoreJson.Default.AgentIdentity) ?? throw new JsonException("The answer is JSON null.");
    }
}
