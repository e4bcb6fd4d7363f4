namespace OpsWorker.Core;

/// <summary>Where secrets come from: the environment and settings files, or a parameter store.</summary>
public interface ISecretSource
{
    /// <summary>The secret of that name, or null where there is none. Never an empty string.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellationToken);
}
