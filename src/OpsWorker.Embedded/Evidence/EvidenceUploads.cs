using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OpsWorker.Core;

namespace OpsWorker.Embedded.Evidence;

/// <summary>The grant of an upload address.</summary>
/// <param name="Organisation">The owning organisation.</param>
/// <param name="Key">The evidence key.</param>
/// <param name="ExpiresAt">The expiry.</param>
public sealed record EvidenceUpload(OrganisationId Organisation, string Key, DateTimeOffset ExpiresAt);

/// <summary>Tokens of upload addresses: a <see cref="SignedStatement"/> of expiry (ticks), organisation and key in lines.</summary>
public sealed class EvidenceUploads
{
    private readonly SignedStatement _statements;

    internal EvidenceUploads(byte[] key) => _statements = new SignedStatement(key);

    /// <summary>Reads a token and verifies its signature, in constant time, and its expiry.</summary>
    /// <param name="token">The last segment of the address.</param>
    /// <param name="now">The current time.</param>
    /// <param name="upload">The grant.</param>
    /// <returns>False if the signature is invalid or the token has expired.</returns>
    public bool TryRead(string token, DateTimeOffset now, [NotNullWhen(true)] out EvidenceUpload? upload)
    {
        upload = null;
        if (!_statements.TryRead(token, out var statement)) return false;

        // The signature is valid, so the format is that of Write.
        var lines = statement.Split('\n');
        var expiresAt = new DateTimeOffset(long.Parse(lines[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        if (now >= expiresAt) return false;
        upload = new EvidenceUpload(new OrganisationId(lines[1]), lines[2], expiresAt);
        return true;
    }

    internal string Write(EvidenceUpload upload) => _statements.Write(string.Create(
        CultureInfo.InvariantCulture, $"{upload.ExpiresAt.UtcTicks}\n{upload.Organisation}\n{upload.Key}"));
}
