using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsWorker.Embedded.Agents;

/// <summary>
/// Tokens of agents' sessions: a <see cref="SignedStatement"/> of expiry (ticks) and cluster. They name no organisation;
/// the cluster finds it.
/// </summary>
public sealed class AgentSessionTokens
{
    private readonly SignedStatement _statements;

    internal AgentSessionTokens(byte[] key) => _statements = new SignedStatement(key);

    /// <summary>A token for the cluster's agent.</summary>
    public string Write(string clusterId, DateTimeOffset expiresAt) =>
        _statements.Write(string.Create(CultureInfo.InvariantCulture, $"{expiresAt.UtcTicks}\n{clusterId}"));

    /// <summary>Reads a token and checks its signature, in constant time. Whether it has expired is for the caller to see.</summary>
    /// <returns>False where it was not made here.</returns>
    public bool TryRead(string token, [NotNullWhen(true)] out string? clusterId, out DateTimeOffset expiresAt)
    {
        clusterId = null;
        expiresAt = default;
        if (!_statements.TryRead(token, out var statement)) return false;

        // It is signed, so it has the form that Write gave it.
        var lines = statement.Split('\n');
        expiresAt = new DateTimeOffset(long.Parse(lines[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        clusterId = lines[1];
        return true;
    }
}
