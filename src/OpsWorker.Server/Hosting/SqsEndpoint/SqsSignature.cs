using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>
/// Checks the signature of a request (AWS Signature Version 4) as SQS does:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
/// </summary>
internal static class SqsSignature
{
    /// <summary>The time by which a request's date may differ from the server's.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Service = "sqs";
    private const string Termination = "aws4_request";
    private const string DateHeader = "x-amz-date";
    private const string DateForm = "yyyyMMdd'T'HHmmss'Z'";

    // A header that is not signed could be exchanged on the way.
    private static readonly string[] s_signed = ["host", DateHeader, "x-amz-security-token", "x-amz-target"];

    /// <summary>Checks a request against the secret of its session.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body, whole.</param>
    /// <param name="key">The access key and secret of the session.</param>
    /// <param name="region">The region of the session.</param>
    /// <param name="publicUrl">The address that agents use, where a proxy may have replaced host and path.</param>
    /// <param name="now">The current time.</param>
    /// <exception cref="SqsException">The signature is missing, does not match, or is of another region, service or time.</exception>
    public static void Check(
        HttpRequest request, ReadOnlyMemory<byte> body, (string Id, string Secret) key, string region, Uri publicUrl, DateTimeOffset now)
    {
        var authorization = Parse(request.Headers.Authorization.ToString());
        var date = request.Headers[DateHeader].ToString();
        if (!DateTimeOffset.TryParseExact(
            date, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            throw SqsException.IncompleteSignature($"The header {DateHeader} must have the form YYYYMMDD'T'HHMMSS'Z'.");
        }

        var scope = $"{date[..8]}/{region}/{Service}/{Termination}";
        if (authorization.Credential != $"{key.Id}/{scope}")
        {
            throw SqsException.SignatureDoesNotMatch($"Credential should be scoped to the session's access key and {scope}.");
        }

        if ((now - at).Duration() > Window)
        {
            throw SqsException.SignatureDoesNotMatch($"Signature expired: {date} is not within 5 minutes of the server's time.");
        }

        if (s_signed.Except(authorization.SignedHeaders, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw SqsException.IncompleteSignature($"The header {missing} must be a signed header.");
        }

        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        foreach (var (host, path) in Addresses(request, publicUrl))
        {
            var canonical = CanonicalRequest(request, host, path, authorization.SignedHeaders, bodyHash);
            var expected = Sign(key.Secret, date, region, $"{Algorithm}\n{date}\n{scope}\n{Hash(canonical)}");
            if (CryptographicOperations.FixedTimeEquals(expected, authorization.Signature)) return;
        }

        throw SqsException.SignatureDoesNotMatch(
            "The request signature we calculated does not match the signature you provided. Check the session's secret.");
    }

    private static (string Credential, string[] SignedHeaders, byte[] Signature) Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw SqsException.IncompleteSignature($"Authorization header requires the algorithm {Algorithm}.");
        }

        var parts = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], part => part[1], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        if (!parts.TryGetValue("Credential", out var credential) || !parts.TryGetValue("SignedHeaders", out var headers)
            || !parts.TryGetValue("Signature", out var signature) || !IsHash(signature))
        {
            throw SqsException.IncompleteSignature("Authorization header requires Credential, SignedHeaders and Signature.");
        }

        return (credential, headers.Split(';'), Convert.FromHexString(signature));
    }

    // As the agent saw the address, which a proxy in front of the server may have replaced.
    private static IEnumerable<(string Host, string Path)> Addresses(HttpRequest request, Uri publicUrl)
    {
        var host = request.Host.Value ?? "";
        var path = request.PathBase + request.Path;
        yield return (host, path);
        yield return (publicUrl.Authority, publicUrl.AbsolutePath.TrimEnd('/') + path);
    }

    private static string CanonicalRequest(HttpRequest request, string host, string path, string[] signedHeaders, string bodyHash)
    {
        var text = new StringBuilder(request.Method).Append('\n').Append(path).Append('\n').Append(CanonicalQuery(request)).Append('\n');
        foreach (var name in signedHeaders)
        {
            var value = name == "host" ? host : string.Join(',', request.Headers[name].Select(v => Trimmed(v ?? "")));
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(bodyHash).ToString();
    }

    private static string CanonicalQuery(HttpRequest request) => string.Join(
        '&',
        request.Query
            .SelectMany(parameter => parameter.Value.Select(value => (parameter.Key, Value: value ?? "")))
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}")
            .Order(StringComparer.Ordinal));

    private static string Trimmed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static byte[] Sign(string secret, string date, string region, string text)
    {
        var key = Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), date[..8]);
        foreach (var part in (string[])[region, Service, Termination]) key = Hmac(key, part);
        return Hmac(key, text);
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
