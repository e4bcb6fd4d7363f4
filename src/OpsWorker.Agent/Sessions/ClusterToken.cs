namespace OpsWorker.Agent.Sessions;

/// <summary>The cluster's token, from the environment or from a file that is read each time because it may be rotated.</summary>
internal sealed class ClusterToken(string? value, string? file)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        value ?? (await File.ReadAllTextAsync(file!, cancellationToken)).Trim();
}
