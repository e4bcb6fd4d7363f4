namespace OpsWorker.Agent.Identity;

/// <summary>
/// A cluster's token that is given by hand: from the environment, or from a file that is read each time because it may be replaced.
/// </summary>
internal sealed class ClusterToken(string? value, string? file) : IAgentToken
{
    /// <inheritdoc/>
    public bool CanRotate => false;

    /// <inheritdoc/>
    public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        value ?? (await File.ReadAllTextAsync(file!, cancellationToken)).Trim();

    /// <inheritdoc/>
    public Task<bool> RenewAsync(string refused, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> RotateAsync(CancellationToken cancellationToken) => Task.FromResult(false);
}
