using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Core;

/// <summary>Makes keys and the hashes that are stored in their place.</summary>
public static class AccessKeys
{
    private const int KeyBytes = 32;

    /// <summary>A new key with its record. 32 random bytes, so a plain hash cannot be searched for the key.</summary>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="kind">What it allows.</param>
    /// <param name="now">The time.</param>
    /// <param name="clusterId">Of a key of kind <see cref="AccessKeyKind.Cluster"/>, the cluster.</param>
    public static (string Key, AccessKey Record) Create(
        OrganisationId organisation, AccessKeyKind kind, DateTimeOffset now, string? clusterId = null)
    {
        var key = Prefix(kind) + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var record = new AccessKey
        {
            Id = Identifier.New("key"),
            Organisation = organisation,
            Kind = kind,
            ClusterId = clusterId,
            Hash = Hash(key),
            CreatedAt = now,
        };
        return (key, record);
    }

    /// <summary>Lower-case hexadecimal SHA-256. Looking a key up by its hash leaks no timing about the key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a credential has the form of this kind; whether there is such a key its hash tells.</summary>
    public static bool HasForm(string key, AccessKeyKind kind) => key.StartsWith(Prefix(kind), StringComparison.Ordinal);

    private static string Prefix(AccessKeyKind kind) => kind switch
    {
        AccessKeyKind.Webhook => "oww_",
        AccessKeyKind.Cluster => "owc_",
        _ => "owk_",
    };
}
