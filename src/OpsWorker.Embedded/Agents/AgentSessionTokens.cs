using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Embedded.Agents;

/// <summary>
/// Tokens of agents' sessions: a <see cref="SignedStatement"/> of expiry (ticks) and cluster, which determines the
/// organisation.
/// </summary>
public sealed class AgentSessionTokens
{
    private readonly SignedStatement _statements;
    private readonly byte[] _key;

    internal AgentSessionTokens(byte[] key)
    {
        _statements = new SignedStatement(key);
        _key = key;
    }

    public string Write(string clusterId, DateTimeOffset expiresAt) =>
        _statements.Write(string.Create(CultureInfo.InvariantCulture, $"{expiresAt.UtcTicks}\n{clusterId}"));

    /// <summary>
    /// The session's secret, with which its requests are signed. It is derived from the token and the key of the data folder, so nothing
    /// is stored, and who sees the token alone cannot sign.
    /// </summary>
    public string SecretOf(string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("secret of " + token)));

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
