using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using OpsWorker.Agent.Identity;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Agent.Detection;

/// <summary>Reports problems to the server, authenticated by the cluster's token.</summary>
/// <param name="http">A client whose base address is the server.</param>
/// <param name="token">The token.</param>
internal sealed class ProblemClient(HttpClient http, IAgentToken token) : IProblemReceiver
{
    private const string Path = "v1/agent/alerts";

    /// <inheritdoc/>
    /// <exception cref="SessionRefusedException">The server refuses the token.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or fails.</exception>
    /// <exception cref="IOException">The token file cannot be read.</exception>
    /// <exception cref="JsonException">The response is not the expected JSON.</exception>
    public async Task<ClusterProblems> ListAsync(CancellationToken cancellationToken)
    {
        var body = await SendAsync(HttpMethod.Get, null, cancellationToken);
        return JsonSerializer.Deserialize(body, CoreJson.Default.ClusterProblems) ?? throw new JsonException("The answer is JSON null.");
    }

    /// <inheritdoc/>
    /// <exception cref="SessionRefusedException">The server refuses the token.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or fails.</exception>
    /// <exception cref="IOException">The token file cannot be read.</exception>
    public async Task ReportAsync(ClusterProblems problems, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(problems, CoreJson.Default.ClusterProblems);
        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        await SendAsync(HttpMethod.Post, content, cancellationToken);
    }

    private async Task<string> SendAsync(HttpMethod method, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.ReadAsync(cancellationToken));
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted => body,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                throw new SessionRefusedException(ServerReason.Of(body) ?? "The server refuses the token and gives no reason."),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge =>
                throw new ProblemsRefusedException(ServerReason.Of(body) ?? "The server gives no reason."),
            var status => throw new HttpRequestException($"The server answered with status {(int)status}."),
        };
    }
}
