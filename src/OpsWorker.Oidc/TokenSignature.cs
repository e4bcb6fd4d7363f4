using System.Buffers.Text;
using System.Security.Cryptography;

namespace OpsWorker.Oidc;

/// <summary>
/// Verifies signatures of tokens (RFC 7515) with the provider's public keys; the algorithms are RS256, PS256 and ES256 alone.
/// </summary>
internal static class TokenSignature
{
    private const int MinRsaBits = 2048;

    /// <summary>True if the key has signed the data by the algorithm; false also for a key of another kind.</summary>
    public static bool IsValid(string? algorithm, SigningKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return (algorithm, key.Type) switch
            {
                ("RS256", "RSA") => IsValid(key, data, signature, RSASignaturePadding.Pkcs1),
                ("PS256", "RSA") => IsValid(key, data, signature, RSASignaturePadding.Pss),
                ("ES256", "EC") when key.Curve == "P-256" => IsValidOnCurve(key, data, signature),
                _ => false,
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static bool IsValid(SigningKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key.Modulus), Exponent = Bytes(key.Exponent) });
        return rsa.KeySize >= MinRsaBits && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, padding);
    }

    private static bool IsValidOnCurve(SigningKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key.X), Y = Bytes(key.Y) },
        });
        return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] Bytes(string? text) => Base64Url.DecodeFromChars(text ?? "");
}
