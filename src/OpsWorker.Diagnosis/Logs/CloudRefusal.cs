using System.Buffers;
using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>
/// Recognises that a cloud's own access control refused a call, or that its client found no credentials to make one with: by the error
/// codes and forms of AWS, Google Cloud and Azure. The API server of Kubernetes says "is forbidden" instead.
/// </summary>
internal static partial class CloudRefusal
{
    /// <summary>True for a text with such an error.</summary>
    public static bool IsIn(string text) => KindOf(text) != CloudRefusalKind.None;

    /// <summary>The kind of a refusal, by which the remedy differs.</summary>
    public static CloudRefusalKind KindOf(string text)
    {
        if (!text.AsSpan().ContainsAny(s_any)) return CloudRefusalKind.None;
        if (WithoutCredentials().IsMatch(text)) return CloudRefusalKind.NoCredentials;
        if (UnknownCredentials().IsMatch(text)) return CloudRefusalKind.UnknownCredentials;
        return Refused().IsMatch(text) ? CloudRefusalKind.Action : CloudRefusalKind.None;
    }

    // Each form has one of these words, and most lines have none.
    private static readonly SearchValues<string> s_any = SearchValues.Create(
        [
            "denied", "authoriz", "permission", "error 403", "AccessKeyId", "access key", "signature", "ClientToken", "UnrecognizedClient",
            "ExpiredToken", "security token", "invalid_client", "credential",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The action that was refused, such as <c>ec2:CreateVolume</c>; null where the text does not name it.</summary>
    public static string? Action(string text) => Named().Match(text) is { Success: true } match ? match.Groups["action"].Value : null;

    [GeneratedRegex(
        @"not authorized to perform:? [a-z0-9-]{2,40}:[A-Za-z]{2,80}|\bUnauthorizedOperation\b"
        + @"|\bAccessDenied(Exception)?: .{0,400}status ?code: ?403|status ?code: ?403.{0,200}\bAccessDenied"
        + @"|Permission '[a-z][\w.]{3,100}' denied"
        + @"|Required '[a-z][\w.]{3,100}' permission"
        + @"|\bError 403: .{0,200}(permission|not_?authorized|forbidden)|[Mm]issing permission [a-z][\w.]{3,100}"
        + @"|Code=.{0,2}AuthorizationFailed|does not have authorization to perform action",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, RegexTime.LimitMs)]
    private static partial Regex Refused();

    // The cloud knows the caller's keys or token not, not any more, or not with this secret.
    [GeneratedRegex(
        @"\bInvalidAccessKeyId\b|\bSignatureDoesNotMatch\b|\bInvalidClientTokenId\b|\bUnrecognizedClientException\b"
        + @"|\bExpiredToken(Exception)?\b|Access Key Id you provided does not exist"
        + @"|security token included in the request is (invalid|expired)|request signature we calculated does not match"
        + @"|\binvalid_client\b.{0,200}\bAADSTS\d+",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, RegexTime.LimitMs)]
    private static partial Regex UnknownCredentials();

    // The chain of places where a client looks for credentials ended without any.
    [GeneratedRegex(
        @"\bNoCredential(Providers|sError)\b|\bNoCredentialsError\b|[Uu]nable to (locate|load) .{0,20}credentials|\bCredentialUnavailable"
        + @"|\bDefaultAzureCredential\b.{0,60}failed|[Cc]ould not (find|load) (the )?(default )?credentials"
        + @"|failed to refresh cached credentials|\bManagedIdentityCredential\b.{0,400}(exceeded|timed? ?out|unavailable|failed)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, RegexTime.LimitMs)]
    private static partial Regex WithoutCredentials();

    [GeneratedRegex(
        @"missing permission (?<action>[a-z][\w.]{3,100}\w)|to perform:? (?<action>[a-z0-9-]{2,40}:[A-Za-z]{2,80})"
        + @"|(Permission|Required) '(?<action>[a-z][\w.]{3,100})'"
        + @"|perform action '(?<action>[\w./]{3,120})'",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Named();
}
