using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Agent.Health;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Messaging;

namespace OpsWorker.Agent.Sessions;

/// <summary>
/// Opens a session on first use and renews it well before its expiry or after a refusal. Failures are retried with full
/// jitter. A refused token is retried too, with a longer backoff: it may be rotated, and a pod that exits would only be
/// restarted.
/// </summary>
/// <param name="client">Opens sessions.</param>
/// <param name="queues">The client of requests to the session's queues.</param>
/// <param name="status">Gets what happens.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class SessionKeeper(
    SessionClient client, HttpClient queues, AgentStatus status, TimeProvider time, ILogger<SessionKeeper> logger)
    : IDisposable
{
    private const double RenewedAfter = 0.75;
    private static readonly Backoff AfterFailure = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    private static readonly Backoff AfterRefusal = AfterFailure with { Longest = TimeSpan.FromMinutes(5) };

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile ActiveSession? _current;
    private DateTimeOffset _renewAt;

    /// <summary>Returns a valid session; waits until one is open.</summary>
    public async Task<ActiveSession> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } current && time.GetUtcNow() < _renewAt) return current;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return _current is { } meanwhile && time.GetUtcNow() < _renewAt ? meanwhile : await OpenAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Discards a refused session; the next call opens another one.</summary>
    public void Invalidate(ActiveSession session) => Interlocked.CompareExchange(ref _current, null, session);

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<ActiveSession> OpenAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            TimeSpan pause;
            try
            {
                return Keep(ActiveSession.Of(await client.OpenAsync(cancellationToken), queues, time));
            }
            catch (Exception e) when (e is SessionRefusedException or UntrustedSessionException)
            {
                pause = AfterRefusal.Pause(failures);
                status.Refused(e.Message);
                SessionRefused(e.Message, pause);
            }
            catch (Exception e) when (IsPassing(e, cancellationToken))
            {
                pause = AfterFailure.Pause(failures);
                status.Unreachable(e.Message);
                SessionFailed(e.Message, pause);
            }

            if (_current is { } old && time.GetUtcNow() < old.ExpiresAt)
            {
                _renewAt = time.GetUtcNow() + pause;
                return old;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private ActiveSession Keep(ActiveSession session)
    {
        var now = time.GetUtcNow();
        _renewAt = now + ((session.ExpiresAt - now) * RenewedAfter);
        _current = session;
        status.SessionOpened(session.ExpiresAt);
        SessionOpened(session.ClusterId, session.ExpiresAt);
        return session;
    }

    private static bool IsPassing(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException or UnauthorizedAccessException or JsonException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected as the agent of {ClusterId}; the session ends at {ExpiresAt:u}")]
    private partial void SessionOpened(string clusterId, DateTimeOffset expiresAt);

    [LoggerMessage(Level = LogLevel.Error, Message = "There is no session for this agent: {Reason} Retrying in {Pause}")]
    private partial void SessionRefused(string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No session could be opened: {Reason} Retrying in {Pause}")]
    private partial void SessionFailed(string reason, TimeSpan pause);
}
