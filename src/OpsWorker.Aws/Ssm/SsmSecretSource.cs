using System.Collections.Concurrent;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using OpsWorker.Core;

namespace OpsWorker.Aws.Ssm;

/// <summary>
/// Secrets from the Parameter Store: the secret <c>Slack:BotToken</c> is the parameter <c>Slack/BotToken</c> below a
/// prefix. Values are cached for a minute, so a changed secret is used a minute later at the latest.
/// </summary>
/// <param name="client">Systems Manager.</param>
/// <param name="prefix">The prefix of parameter names, for example <c>/opsworker/prod/</c>.</param>
/// <param name="time">The only clock.</param>
public sealed class SsmSecretSource(IAmazonSimpleSystemsManagement client, string prefix, TimeProvider time)
    : ISecretSource
{
    /// <summary>The lifetime of a cached value, also of a missing one.</summary>
    public static readonly TimeSpan CacheLifetime = TimeSpan.FromMinutes(1);

    private const int MaxCached = 1000;

    private readonly ConcurrentDictionary<string, CachedSecret> _cache = new();

    /// <inheritdoc/>
    /// <exception cref="AmazonSimpleSystemsManagementException">Systems Manager refused the request; see its error code.</exception>
    public async Task<string?> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(name, out var cached) && time.GetUtcNow() < cached.Until) return cached.Value;

        var value = await ReadAsync(prefix + name.Replace(':', '/'), cancellationToken);
        if (_cache.Count >= MaxCached) _cache.Clear();
        _cache[name] = new CachedSecret(value, time.GetUtcNow() + CacheLifetime);
        return value;
    }

    private async Task<string?> ReadAsync(string parameter, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetParameterRequest { Name = parameter, WithDecryption = true };
            var response = await client.GetParameterAsync(request, cancellationToken);
            return string.IsNullOrWhiteSpace(response.Parameter?.Value) ? null : response.Parameter.Value;
        }
        catch (ParameterNotFoundException)
        {
            return null;
        }
    }

    // Not a record, so that nothing prints the value.
    private readonly struct CachedSecret(string? value, DateTimeOffset until)
    {
        public string? Value { get; } = value;

        public DateTimeOffset Until { get; } = until;
    }
}
