using Microsoft.Extensions.Logging;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Operator.Sessions;

/// <summary>Opens a session on first use, and another one well before its expiry or after a refusal.</summary>
/// <param name="server">A client whose base address is the server.</param>
/// <param name="queues">The client of requests to the session's queues.</param>
/// <param name="tokenFiles">The files of the cluster's token, which may be rotated; the first that is there counts.</param>
/// <param name="origins">The origins that a session may lead to.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class OperatorSessions(
    HttpClient server,
    HttpClient queues,
    IReadOnlyList<string> tokenFiles,
    TrustedOrigins origins,
    TimeProvider time,
    ILogger<OperatorSessions> logger)
    : IDisposable
{
    private const double RenewedAfter = 0.75;
    private const string Path = "v1/agent/operator-session";

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile OperatorSession? _current;
    private DateTimeOffset _renewAt;

    /// <summary>A valid session.</summary>
    /// <exception cref="SessionRefusedException">The server refuses the token.</exception>
    /// <exception cref="UntrustedSessionException">The session leads elsewhere than the Operator is configured for.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or fails.</exception>
    /// <exception cref="IOException">The token file cannot be read.</exception>
    public async Task<OperatorSession> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } current && time.GetUtcNow() < _renewAt) return current;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } meanwhile && time.GetUtcNow() < _renewAt) return meanwhile;
            var opened = OperatorSession.Of(await OpenAsync(cancellationToken), queues, time);
            var now = time.GetUtcNow();
            _renewAt = now + ((opened.ExpiresAt - now) * RenewedAfter);
            _current = opened;
            SessionOpened(opened.ClusterId, opened.ExpiresAt);
            return opened;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Discards a refused session; the next call opens another one.</summary>
    public void Invalidate(OperatorSession session) => Interlocked.CompareExchange(ref _current, null, session);

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<AgentSession> OpenAsync(CancellationToken cancellationToken)
    {
        var file = tokenFiles.FirstOrDefault(File.Exists) ?? tokenFiles[^1];
        var token = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        return await SessionExchange.OpenAsync(server, Path, token, origins, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected as the Operator of {ClusterId}; the session ends at {ExpiresAt:u}")]
    private partial void SessionOpened(string clusterId, DateTimeOffset expiresAt);
}
