using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsWorker.Core.Access;

/// <summary>Generates access keys and the hashes that are stored in their place.</summary>
public static partial class AccessKeys
{
    private const int KeyBytes = 32;
    private const string RegistrationPrefix = "ocr_";
    private const string AgentPrefix = "oca_";

    /// <summary>Generates a key of 32 random bytes, so an unsalted hash of it cannot be reversed by search, and its record.</summary>
    /// <param name="organisation">The owner.</param>
    /// <param name="kind">The permissions of the key.</param>
    /// <param name="now">The time of creation.</param>
    /// <param name="clusterId">The cluster, required for <see cref="AccessKeyKind.Cluster"/>.</param>
    public static (string Key, AccessKey Record) Create(
        OrganisationId organisation, AccessKeyKind kind, DateTimeOffset now, string? clusterId = null)
    {
        var random = RandomNumberGenerator.GetBytes(KeyBytes);
        return kind == AccessKeyKind.Registration
            ? Record(RegistrationPrefix + Convert.ToHexStringLower(random), organisation, kind, now, clusterId)
            : Record(Prefix(kind) + Base64Url.EncodeToString(random), organisation, kind, now, clusterId);
    }

    /// <summary>Generates the token that a registered agent keeps itself: <c>oca_</c> and 64 hexadecimal digits, and its record.</summary>
    /// <param name="organisation">The owner.</param>
    /// <param name="clusterId">The agent's cluster.</param>
    /// <param name="now">The time of creation.</param>
    public static (string Key, AccessKey Record) CreateAgentToken(OrganisationId organisation, string clusterId, DateTimeOffset now) =>
        Record(
            AgentPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)),
            organisation,
            AccessKeyKind.Cluster,
            now,
            clusterId);

    /// <summary>Lower-case hexadecimal SHA-256. Looking a key up by its hash leaks no timing about the key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>True if the text has the prefix of this kind. Only a look-up by hash shows that the key exists.</summary>
    public static bool HasForm(string key, AccessKeyKind kind) =>
        key.StartsWith(Prefix(kind), StringComparison.Ordinal)
        || (kind == AccessKeyKind.Cluster && key.StartsWith(AgentPrefix, StringComparison.Ordinal));

    /// <summary>
    /// The text with <c>***</c> in place of each key, and of the token in the address of an upload: web servers log addresses, and some
    /// senders of alerts can only put the key there.
    /// </summary>
    public static string Redact(string text) => KeyOrUpload().Replace(text, "${before}***");

    // Compiled ahead of time: every log line passes here, the first one of a function before its first answer. Linear as it stands: no two
    // of its repetitions meet.
    [GeneratedRegex(
        @"(?<before>\b(oww_|owc_|owk_|ocr_|oca_)|/v1/(uploads|webhooks/[^/\s?]*)/)[A-Za-z0-9_.%~\-]+",
        RegexOptions.ExplicitCapture,
        RegexTime.LimitMs)]
    private static partial Regex KeyOrUpload();

    private static (string Key, AccessKey Record) Record(
        string key, OrganisationId organisation, AccessKeyKind kind, DateTimeOffset now, string? clusterId)
    {
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

    private static string Prefix(AccessKeyKind kind) => kind switch
    {
        AccessKeyKind.Webhook => "oww_",
        AccessKeyKind.Cluster => "owc_",
        AccessKeyKind.Registration => RegistrationPrefix,
        _ => "owk_",
    };
}
