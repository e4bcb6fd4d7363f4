using OpsWorker.Core;

namespace OpsWorker.Models.Http;

/// <summary>A provider's API over HTTP.</summary>
/// <param name="Name">The provider's name in the settings, which errors quote.</param>
/// <param name="BaseUrl">The address that paths are relative to; ends with a slash.</param>
/// <param name="Timeout">The time limit of a call with all of its attempts.</param>
/// <param name="Secrets">The source of the key.</param>
/// <param name="IsKeyOptional">True for servers of one's own that ask for no key.</param>
public sealed record ProviderEndpoint(string Name, Uri BaseUrl, TimeSpan Timeout, ISecretSource Secrets, bool IsKeyOptional)
{
    /// <summary>The name of the key's secret.</summary>
    public string KeyName => $"Models:Providers:{Name}:ApiKey";

    /// <summary>The key; null where there is none.</summary>
    public Task<string?> ReadKeyAsync(CancellationToken cancellationToken) => Secrets.GetAsync(KeyName, cancellationToken);
}
