using System.Text.Json;
using OpsWorker.Agent.Identity;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Agent.Sessions;

/// <summary>Exchanges the cluster's token for a session at the server.</summary>
/// <param name="http">A client whose base address is the server.</param>
/// <param name="token">The token.</param>
/// <param name="origins">The origins that a session may lead to.</param>
internal sealed class SessionClient(HttpClient http, IAgentToken token, TrustedOrigins origins)
{
    /// <exception cref="SessionRefusedException">The server refuses the token.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or fails.</exception>
    /// <exception cref="UntrustedSessionException">The session leads elsewhere than the agent is configured for.</exception>
    /// <exception cref="IOException">The token file cannot be read.</exception>
    /// <exception cref="JsonException">The response is not the expected JSON.</exception>
    public async Task<AgentSession> OpenAsync(CancellationToken cancellationToken)
    {
        var bearer = await token.ReadAsync(cancellationToken);
        try
        {
            var session = await OpenAsync(bearer, cancellationToken);

            // The session that follows is opened with the new token, so that the server knows that it was kept.
            return session.RotateToken && await token.RotateAsync(cancellationToken)
                ? await OpenAsync(await token.ReadAsync(cancellationToken), cancellationToken)
                : session;
        }
        catch (SessionRefusedException)
        {
            if (!await token.RenewAsync(bearer, cancellationToken)) throw;
            return await OpenAsync(await token.ReadAsync(cancellationToken), cancellationToken);
        }
    }

    private Task<AgentSession> OpenAsync(string bearer, CancellationToken cancellationToken) =>
        SessionExchange.OpenAsync(http, "v1/agent/session", bearer, origins, cancellationToken);
}
