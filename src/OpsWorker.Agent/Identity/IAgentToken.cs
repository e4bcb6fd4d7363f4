namespace OpsWorker.Agent.Identity;

/// <summary>The token with which the agent calls the server.</summary>
internal interface IAgentToken
{
    /// <summary>True if the agent keeps the token itself and can replace it.</summary>
    bool CanRotate { get; }

    /// <summary>The token.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached to register.</exception>
    /// <exception cref="AgentRuntime.Sessions.SessionRefusedException">The server refuses to register the agent.</exception>
    Task<string> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Looks for another token in place of one that the server refused; false if there is none.</summary>
    Task<bool> RenewAsync(string refused, CancellationToken cancellationToken);

    /// <summary>Fetches and keeps the next token, as the server asked; false if the token of now stays.</summary>
    Task<bool> RotateAsync(CancellationToken cancellationToken);
}
