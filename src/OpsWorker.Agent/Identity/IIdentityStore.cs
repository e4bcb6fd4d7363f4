namespace OpsWorker.Agent.Identity;

/// <summary>Keeps the agent's token over restarts.</summary>
internal interface IIdentityStore
{
    /// <summary>The place, for messages.</summary>
    string Place { get; }

    /// <summary>The kept token; null before the first one.</summary>
    /// <exception cref="IOException">The place cannot be read; the message names it and the remedy.</exception>
    Task<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a token in place of an earlier one.</summary>
    /// <exception cref="IOException">The place cannot be written; the message names it and the remedy.</exception>
    Task WriteAsync(string token, CancellationToken cancellationToken);
}
