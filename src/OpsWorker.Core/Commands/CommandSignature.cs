using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Core.Commands;

/// <summary>
/// Signatures of orders to Operators: ECDSA over P-256 with SHA-256, in the form of IEEE P1363. The signed text begins with a constant, so
/// that a signature made for another purpose is none here.
/// </summary>
public static class CommandSignature
{
    private const string Purpose = "opsworker operator command v1\n";

    /// <summary>Makes a new private key as PEM (PKCS #8).</summary>
    public static string CreateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The public key of a private one, as Base64 of its SubjectPublicKeyInfo.</summary>
    /// <exception cref="ArgumentException">The text is no private key of the curve P-256 as PEM.</exception>
    public static string PublicKeyOf(string privateKeyPem)
    {
        using var key = Read(privateKeyPem);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Signs a payload.</summary>
    /// <exception cref="ArgumentException">The text is no private key of the curve P-256 as PEM.</exception>
    public static SignedCommand Sign(string payload, string privateKeyPem)
    {
        using var key = Read(privateKeyPem);
        return new SignedCommand(payload, key.SignData(Signed(payload), HashAlgorithmName.SHA256));
    }

    /// <summary>True if the payload was signed with the private key of the public one.</summary>
    /// <param name="command">The order.</param>
    /// <param name="publicKey">The key as <see cref="PublicKeyOf"/> writes it; false for anything else.</param>
    public static bool IsValid(SignedCommand command, string publicKey)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return IsP256(key) && key.VerifyData(Signed(command.Payload), command.Signature, HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>True if the text is a public key as <see cref="PublicKeyOf"/> writes it.</summary>
    public static bool IsPublicKey(string text)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            return IsP256(key);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>A short name of a public key, to compare two by eye: 16 hexadecimal digits of its SHA-256.</summary>
    public static string KeyId(string publicKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(publicKey)).AsSpan(0, 8));

    private static ECDsa Read(string privateKeyPem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(privateKeyPem);
            if (IsP256(key)) return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // No message repeats the key.
        }

        key.Dispose();
        throw new ArgumentException("A private key of the curve P-256 as PEM was expected.", nameof(privateKeyPem));
    }

    private static bool IsP256(ECDsa key) =>
        key.KeySize == 256
        && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;

    private static byte[] Signed(string payload) => Encoding.UTF8.GetBytes(Purpose + payload);
}
