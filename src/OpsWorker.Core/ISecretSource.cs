namespace OpsWorker.Core;

/// <summary>Reads secrets from the environment and settings files, or from a parameter store.</summary>
public interface ISecretSource
{
    /// <summary>The secret with that name; null if there is none, never an empty string.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellationToken);
}
