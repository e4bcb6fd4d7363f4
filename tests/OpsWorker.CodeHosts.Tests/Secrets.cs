using OpsWorker.Core;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>The same secret for every name.</summary>
internal sealed class Secrets(string? value) : ISecretSource
{
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => Task.FromResult(value);
}
