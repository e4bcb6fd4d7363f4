using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.AgentRuntime.Sessions;

namespace OpsWorker.Agent.Identity;

/// <summary>
/// The agent's own token: it registers with the registration token at its first start, keeps the token that it gets, and starts with the
/// kept one afterwards. Another registration token is used where the kept one is refused.
/// </summary>
/// <param name="store">Keeps the token.</param>
/// <param name="registration">The registration token; null where the agent was registered before.</param>
/// <param name="client">Calls the server.</param>
/// <param name="isRotated">True if the token is replaced when the server asks.</param>
/// <param name="logger">The log, which has no token.</param>
internal sealed partial class KeptToken(
    IIdentityStore store, ClusterToken? registration, RegistrationClient client, bool isRotated, ILogger<KeptToken> logger)
    : IAgentToken, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile string? _token;
    private bool _isUnsaved;

    /// <inheritdoc/>
    public bool CanRotate => isRotated;

    /// <inheritdoc/>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known && !_isUnsaved) return known;
        return await AloneAsync(
            async () =>
            {
                if (_token is not null) await TrySaveAsync(_token, cancellationToken);
                return _token ??= await store.ReadAsync(cancellationToken) ?? await RegisterAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RenewAsync(string refused, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            if (_token is { } current && current != refused) return true;
            if (await store.ReadAsync(cancellationToken) is { } kept && kept != refused)
            {
                _token = kept;
                return true;
            }

            if (registration is null) return false;
            try
            {
                _token = await RegisterAsync(cancellationToken);
                return true;
            }
            catch (SessionRefusedException e)
            {
                // The registration token of the first start, as a rule: the refusal of the kept token is the one to show.
                NotRegisteredAgain(e.Message);
                return false;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RotateAsync(CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            if (!isRotated || _token is not { } current) return false;
            try
            {
                var next = await client.RotateAsync(current, cancellationToken);

                // Kept first: until the next token is used, the server takes the one of now.
                await store.WriteAsync(next.AgentToken, cancellationToken);
                _token = next.AgentToken;
                Rotated(store.Place);
                return true;
            }
            catch (Exception e) when (e is SessionRefusedException or HttpRequestException or IOException or JsonException)
            {
                NotRotated(e.Message);
                return false;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<T> AloneAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await action();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<string> RegisterAsync(CancellationToken cancellationToken)
    {
        if (registration is null)
        {
            throw new SessionRefusedException(
                $"{store.Place} has no token and no registration token is set. `opsworker cluster join-token` gives one.");
        }

        var identity = await client.RegisterAsync(await registration.ReadAsync(cancellationToken), cancellationToken);
        Registered(identity.ClusterId, store.Place);
        await TrySaveAsync(identity.AgentToken, cancellationToken);
        return identity.AgentToken;
    }

    // The registration token is used up: without its successor the agent would have to be registered by hand again, so it goes on with it
    // in memory and tries again at the next session.
    private async Task TrySaveAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(token, cancellationToken);
            _isUnsaved = false;
        }
        catch (IOException e)
        {
            _isUnsaved = true;
            NotSaved(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered as the agent of {ClusterId}; the token is kept in {Place}")]
    private partial void Registered(string clusterId, string place);

    [LoggerMessage(Level = LogLevel.Information, Message = "The token was rotated and is kept in {Place}")]
    private partial void Rotated(string place);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The agent's token is kept in memory only and will be lost at the next restart: {Reason}")]
    private partial void NotSaved(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token could not be rotated and stays: {Reason}")]
    private partial void NotRotated(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The kept token is refused, and so is the registration token: {Reason}")]
    private partial void NotRegisteredAgain(string reason);
}
