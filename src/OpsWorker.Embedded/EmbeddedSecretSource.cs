using Microsoft.Extensions.Configuration;
using OpsWorker.Core;

namespace OpsWorker.Embedded;

/// <summary>Secrets from the environment and settings files, by names like <c>Slack:BotToken</c>.</summary>
/// <param name="configuration">The settings of the process.</param>
public sealed class EmbeddedSecretSource(IConfiguration configuration) : ISecretSource
{
    /// <inheritdoc/>
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null);
}
