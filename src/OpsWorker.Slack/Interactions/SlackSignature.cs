using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Slack.Interactions;

/// <summary>
/// Slack's signature of a request, version <c>v0</c>: HMAC-SHA256 of version, time and raw body with the app's signing secret. A request
/// that is older than five minutes may be a replay.
/// </summary>
internal static class SlackSignature
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";
    private const string Version = "v0";
    private static readonly TimeSpan s_maxAge = TimeSpan.FromMinutes(5);

    /// <summary>The reason why the request is not authentic; null where it is.</summary>
    public static string? FindFault(Func<string, string> header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var (timestamp, given) = (header(TimestampHeader), header(SignatureHeader));
        if (timestamp.Length == 0 || given.Length == 0)
        {
            return $"The headers {TimestampHeader} and {SignatureHeader} are missing: the request is not Slack's.";
        }

        // Compared as seconds: no text can be out of the range of times.
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)s_maxAge.TotalSeconds)
        {
            return $"The time in {TimestampHeader} is more than {s_maxAge.TotalMinutes} minutes away.";
        }

        var expected = Encoding.ASCII.GetBytes(Of(timestamp, body, secret));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected)
            ? null
            : "The signature is not valid; compare Slack:SigningSecret with the app's signing secret.";
    }

    /// <summary>The signature as the header has it.</summary>
    public static string Of(string timestamp, ReadOnlySpan<byte> body, string secret)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"{Version}:{timestamp}:"));
        hash.AppendData(body);
        return $"{Version}={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
