using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Portal.Sessions;

/// <summary>
/// Writes and reads <c>TEXT.SIGNATURE</c>, both Base64Url; the signature is the HMAC-SHA256 of purpose and text. A text that was signed
/// for one purpose is refused for another.
/// </summary>
internal sealed class SignedText(PortalKey key, string purpose)
{
    private const int MaxLength = 2048;

    public string Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return $"{Base64Url.EncodeToString(bytes)}.{Base64Url.EncodeToString(Sign(bytes))}";
    }

    /// <summary>Reads a text and verifies its signature in constant time; false if the signature is invalid.</summary>
    public bool TryRead(string? signed, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (signed is null || signed.Length > MaxLength || signed.Split('.') is not [var textPart, var signaturePart]) return false;
        if (!Base64Url.IsValid(textPart) || !Base64Url.IsValid(signaturePart)) return false;
        var bytes = Base64Url.DecodeFromChars(textPart);
        if (!CryptographicOperations.FixedTimeEquals(Sign(bytes), Base64Url.DecodeFromChars(signaturePart))) return false;
        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private byte[] Sign(byte[] text)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(purpose), 0, .. text];
        return HMACSHA256.HashData(key.Bytes, signed);
    }
}
