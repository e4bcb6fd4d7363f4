using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>
/// Reads why a certificate was refused: by the verifiers of Go (x509), Java (PKIX), OpenSSL (with Python, curl and Ruby), Node.js,
/// .NET and rustls.
/// </summary>
internal static partial class CertificateFailure
{
    /// <summary>A clause that says why; null where the text has no such reason. That it expired is another matter.</summary>
    public static string? Of(string text)
    {
        if (IsOfPeer(text)) return null;
        if (Unknown().IsMatch(text)) return "its certificate is signed by an authority that is not trusted";
        return OtherName().IsMatch(text) ? "its certificate is for another name" : null;
    }

    // A server writes so of each client that refuses it, and serves the others.
    private static bool IsOfPeer(string text) => text.Contains("remote error", StringComparison.OrdinalIgnoreCase)
        || text.Contains("TLS handshake error from", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"signed by unknown authority|unable to find valid certification path|PKIX path (building|validation) failed"
        + @"|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|self[- ]signed certificate"
        + @"|unable to get (local )?issuer certificate"
        + @"|certificate verify failed(?!.{0,40}(expired|not yet valid|mismatch))|certificate could not be verified"
        + @"|unable to verify the first certificate|UnknownIssuer|RemoteCertificateChainErrors|UntrustedRoot|PartialChain",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Unknown();

    [GeneratedRegex(
        @"certificate is valid for .{1,300}, not |because it doesn't contain any IP SANs|certificate is not valid for any names"
        + @"|not valid for requested server name|No subject alternative (DNS )?names? |No name matching \S+ found"
        + @"|ERR_TLS_CERT_ALTNAME_INVALID"
        + @"|does not match certificate's altnames"
        + @"|Hostname mismatch, certificate|IP address mismatch, certificate|RemoteCertificateNameMismatch"
        + @"|NotValidForName|no alternative certificate subject name matches",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex OtherName();
}
