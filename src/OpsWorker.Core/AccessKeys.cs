using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Core;

/// <summary>Makes keys and the hashes that are stored in their place.</summary>
public static class AccessKeys
{
    private const int KeyBytes = 32;

    /// <summary>A new key with its record. 32 random bytes, so a plain hash cannot be searched for the key.</summary>
    public static (string Key, AccessKey Record) Create(OrganisationId organisation, AccessKeyKind kind, DateTimeOffset now)
    {
        var prefix = kind == AccessKeyKind.Webhook ? "oww_" : "owk_";
        var key = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var record = new AccessKey
        {
            Id = Identifier.New("key"),
            Organisation = organisation,
            Kind = kind,
            Hash = Hash(key),
            CreatedAt = now,
        };
        return (key, record);
    }

    /// <summary>Lower-case hexadecimal SHA-256. Looking a key up by its hash leaks no timing about the key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
