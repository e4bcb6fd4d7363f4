using System.Collections.Concurrent;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using OpsWorker.Core;

namespace OpsWorker.Aws.Ssm;

/// <summary>
/// Secrets from the Parameter Store: the secret <c>Slack:BotToken</c> is the parameter <c>Slack/BotToken</c> below a
/// prefix. Answers are kept for a minute, so a changed secret is used a minute later at the latest.
/// </summary>
/// <param name="client">Systems Manager.</param>
/// <param name="prefix">What the names of the parameters begin with, for example <c>/opsworker/prod/</c>.</param>
/// <param name="time">The only clock.</param>
public sealed class SsmSecretSource(IAmazonSimpleSystemsManagement client, string prefix, TimeProvider time)
    : ISecretSource
{
    /// <summary>How long an answer is used again, also that there is none.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<string, Kept> _kept = new();

    /// <inheritdoc/>
    /// <exception cref="AmazonSimpleSystemsManagementException">Systems Manager refused; the code says which way.</exception>
    public async Task<string?> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(name, out var kept) && time.GetUtcNow() < kept.Until) return kept.Value;

        var value = await ReadAsync(prefix + name.Replace(':', '/'), cancellationToken);
        if (_kept.Count >= MaxKept) _kept.Clear();
        _kept[name] = new Kept(value, time.GetUtcNow() + KeptFor);
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

    private readonly struct Kept(string? value, DateTimeOffset until)
    {
        public string? Value { get; } = value;

        public DateTimeOffset Until { get; } = until;
    }
}
