using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Pipeline.Intake.Signatures;

/// <summary>The signature of a source's webhooks: HMAC-SHA256 of the body with a secret that it shares, in hexadecimal.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="Header">The header of the signature.</param>
/// <param name="Prefix">The text before each signature; of several signatures, with commas between, one must be valid.</param>
/// <param name="TimestampHeader">The header of a time that is signed before the body, with a colon between; null for none.</param>
public sealed record WebhookSignature(string Source, string Header, string Prefix = "", string? TimestampHeader = null)
{
    // While a secret is replaced a webhook has two signatures.
    private const int MaxSignatures = 10;
    private static readonly TimeSpan s_maxAge = TimeSpan.FromMinutes(5);

    /// <summary>The sources that sign, one line each.</summary>
    public static IReadOnlyList<WebhookSignature> All { get; } =
    [
        new("checkly", "x-checkly-signature"),
        new("grafana", "X-Grafana-Alerting-Signature", TimestampHeader: "X-Grafana-Alerting-Timestamp"),
        new("pagerduty", "X-PagerDuty-Signature", Prefix: "v1="),
        new("sentry", "Sentry-Hook-Signature"),
    ];

    /// <summary>The signature of the source of that name; null if it does not sign.</summary>
    public static WebhookSignature? Of(string source) => All.FirstOrDefault(signature => signature.Source == source);

    /// <summary>The names of the secret, in order of preference: an organisation's own, and the deployment's.</summary>
    public IReadOnlyList<string> SecretNames(Core.OrganisationId organisation) =>
        [$"Webhooks:{Source}:{organisation}", $"Webhooks:{Source}"];

    /// <summary>Verifies a webhook.</summary>
    /// <param name="header">The value of a header; null if it is missing.</param>
    /// <param name="body">The body as it was received.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidSignatureException">The signature is missing, not valid, or too old.</exception>
    public void Verify(Func<string, string?> header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (header(Header) is not { Length: > 0 } given) throw new InvalidSignatureException(
            $"The header {Header} is missing; the webhook has to be signed.");
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        if (TimestampHeader is not null && header(TimestampHeader) is { Length: > 0 } timestamp)
        {
            if (Instants.Parse(timestamp) is not { } at || (now - at).Duration() > s_maxAge)
            {
                throw new InvalidSignatureException($"The time in {TimestampHeader} is more than {s_maxAge.TotalMinutes} minutes away.");
            }

            hash.AppendData(Encoding.UTF8.GetBytes($"{timestamp}:"));
        }

        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
        if (!Candidates(given).Any(candidate => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(candidate), expected)))
        {
            throw new InvalidSignatureException($"The signature in {Header} is not valid; compare the secret on both sides.");
        }
    }

    private IEnumerable<string> Candidates(string given) => given.Split(',', MaxSignatures, StringSplitOptions.TrimEntries)
        .Where(text => text.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(text => text[Prefix.Length..].ToLowerInvariant());
}
