using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Embedded.Evidence;

/// <summary>What an upload address allows.</summary>
/// <param name="Organisation">For whom content is stored.</param>
/// <param name="Key">Under which key.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record EvidenceUpload(OrganisationId Organisation, string Key, DateTimeOffset ExpiresAt);

/// <summary>
/// Tokens of upload addresses: <c>STATEMENT.SIGNATURE</c>, both Base64Url. The statement is expiry (ticks),
/// organisation and key in lines; the signature its HMAC-SHA256 with a key that never leaves the data folder.
/// </summary>
public sealed class EvidenceUploads
{
    private const int KeyBytes = 32;
    private const int MaxTokenLength = 2048;

    private readonly byte[] _key;

    internal EvidenceUploads(byte[] key) => _key = key;

    /// <summary>Reads a token and checks its signature, in constant time, and its expiry.</summary>
    /// <param name="token">The last part of the address.</param>
    /// <param name="now">The time.</param>
    /// <param name="upload">What it allows.</param>
    /// <returns>False where it was not made here or has expired.</returns>
    public bool TryRead(string token, DateTimeOffset now, [NotNullWhen(true)] out EvidenceUpload? upload)
    {
        upload = null;
        if (token.Length > MaxTokenLength || token.Split('.') is not [var statementPart, var signaturePart]) return false;
        if (!Base64Url.IsValid(statementPart) || !Base64Url.IsValid(signaturePart)) return false;
        var statement = Base64Url.DecodeFromChars(statementPart);
        if (!CryptographicOperations.FixedTimeEquals(Sign(statement), Base64Url.DecodeFromChars(signaturePart))) return false;

        // It is signed, so it has the form that Write gave it.
        var lines = Encoding.UTF8.GetString(statement).Split('\n');
        var expiresAt = new DateTimeOffset(long.Parse(lines[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        if (now >= expiresAt) return false;
        upload = new EvidenceUpload(new OrganisationId(lines[1]), lines[2], expiresAt);
        return true;
    }

    internal string Write(EvidenceUpload upload)
    {
        var statement = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{upload.ExpiresAt.UtcTicks}\n{upload.Organisation}\n{upload.Key}"));
        return $"{Base64Url.EncodeToString(statement)}.{Base64Url.EncodeToString(Sign(statement))}";
    }

    /// <summary>The key in the file, which is made where it is missing.</summary>
    /// <exception cref="DataFolderException">The file holds something else.</exception>
    internal static byte[] LoadKey(string path)
    {
        using var file = DataFolder.OpenPrivate(path, FileMode.OpenOrCreate);
        var key = new byte[KeyBytes];
        if (file.Length == 0)
        {
            RandomNumberGenerator.Fill(key);
            file.Write(key);
            file.Flush(flushToDisk: true);
            return key;
        }

        if (file.Length != KeyBytes)
        {
            throw new DataFolderException(
                $"{path} is not a key of {KeyBytes} bytes. Remove it; upload addresses given out before are worthless then.");
        }

        file.ReadExactly(key);
        return key;
    }

    private byte[] Sign(byte[] statement) => HMACSHA256.HashData(_key, statement);
}
