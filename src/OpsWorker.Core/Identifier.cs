using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Core;

/// <summary>Creates record identifiers: a prefix that names the kind, and 20 hexadecimal digits.</summary>
public static class Identifier
{
    private const int Bytes = 10;

    // No text has the byte FF in UTF-8, so a NUL within a part is told from the one that ends it.
    private static readonly byte[] EndOfPart = [0];
    private static readonly byte[] NulInPart = [0, 0xFF];

    /// <summary>
    /// Derives an identifier from its parts. It is deterministic, so a redelivered message names the same record.
    /// Parts are separated before hashing: ("ab", "c") and ("a", "bc") differ.
    /// </summary>
    public static string From(string prefix, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var pieces = part.Split('\0');
            hash.AppendData(Encoding.UTF8.GetBytes(pieces[0]));
            foreach (var piece in pieces.Skip(1))
            {
                hash.AppendData(NulInPart);
                hash.AppendData(Encoding.UTF8.GetBytes(piece));
            }

            hash.AppendData(EndOfPart);
        }

        return prefix + "_" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }

    /// <summary>Creates a random identifier.</summary>
    public static string New(string prefix) =>
        prefix + "_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
