using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Embedded;

/// <summary>
/// Writes and reads <c>STATEMENT.SIGNATURE</c>, both Base64Url; the signature is the statement's HMAC-SHA256 with a key
/// that never leaves the data folder.
/// </summary>
internal sealed class SignedStatement(byte[] key)
{
    private const int MaxLength = 2048;

    public string Write(string statement)
    {
        var bytes = Encoding.UTF8.GetBytes(statement);
        return $"{Base64Url.EncodeToString(bytes)}.{Base64Url.EncodeToString(Sign(bytes))}";
    }

    /// <summary>Reads a token and verifies its signature in constant time; false if the signature is invalid.</summary>
    public bool TryRead(string token, [NotNullWhen(true)] out string? statement)
    {
        statement = null;
        if (token.Length > MaxLength || token.Split('.') is not [var statementPart, var signaturePart]) return false;
        if (!Base64Url.IsValid(statementPart) || !Base64Url.IsValid(signaturePart)) return false;
        var bytes = Base64Url.DecodeFromChars(statementPart);
        if (!CryptographicOperations.FixedTimeEquals(Sign(bytes), Base64Url.DecodeFromChars(signaturePart))) return false;
        statement = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private byte[] Sign(byte[] statement) => HMACSHA256.HashData(key, statement);
}
