using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsWorker.Embedded.Agents;

/// <summary>
/// Tokens of agents' sessions: a <see cref="SignedStatement"/> of expiry (ticks) and cluster, which determines the
/// organisation.
/// </summary>
public sealed class AgentSessionTokens
{
    private readonly SignedStatement _statements;

    internal AgentSessionTokens(byte[] key) => _statements = new SignedStatement(key);

    public string Write(string clusterId, DateTimeOffset expiresAt) =>
        _statements.Write(string.Create(CultureInfo.InvariantCulture, $"{expiresAt.UtcTicks}\n{clusterId}"));

    /// <summary>Reads a token and verifies its signature in constant time. The caller checks the expiry.</summary>
    /// <returns>False if the signature is invalid.</returns>
    public bool TryRead(string token, [NotNullWhen(true)] out string? clusterId, out DateTimeOffset expiresAt)
    {
        clusterId = null;
        expiresAt = default;
        if (!_statements.TryRead(token, out var statement)) return false;

        // The signature is valid, so the format is that of Write.
        var lines = statement.Split('\n');
        expiresAt = new DateTimeOffset(long.Parse(lines[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        clusterId = lines[1];
        return true;
    }
}
