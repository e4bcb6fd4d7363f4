using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Core;

/// <summary>Makes the identifiers of records: a prefix that names the kind, and 20 hexadecimal digits.</summary>
public static class Identifier
{
    private const int Bytes = 10;

    /// <summary>
    /// The same parts give the same identifier, so a message that is handled twice names the same record twice.
    /// Parts are separated before hashing: ("ab", "c") and ("a", "bc") differ.
    /// </summary>
    public static string From(string prefix, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return prefix + "_" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }

    /// <summary>An identifier that nobody can guess.</summary>
    public static string New(string prefix) =>
        prefix + "_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
