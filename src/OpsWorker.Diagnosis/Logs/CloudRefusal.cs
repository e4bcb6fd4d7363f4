using System.Buffers;
using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>
/// Recognises that a cloud's own access control refused a call: by the error codes and forms of AWS, Google Cloud and Azure, each of
/// which names the action. The API server of Kubernetes says "is forbidden" instead.
/// </summary>
internal static partial class CloudRefusal
{
    /// <summary>True for a text with such an error.</summary>
    public static bool IsIn(string text) => text.AsSpan().ContainsAny(s_any) && Refused().IsMatch(text);

    // Each form has one of these words, and most lines have none.
    private static readonly SearchValues<string> s_any = SearchValues.Create(
        [
            "denied", "authoriz", "permission", "error 403", "AccessKeyId", "access key", "signature", "ClientToken", "UnrecognizedClient",
            "ExpiredToken", "security token", "invalid_client",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The action that was refused, such as <c>ec2:CreateVolume</c>; null where the text does not name it.</summary>
    public static string? Action(string text) => Named().Match(text) is { Success: true } match ? match.Groups["action"].Value : null;

    [GeneratedRegex(
        @"not authorized to perform:? [a-z0-9-]{2,40}:[A-Za-z]{2,80}|\bUnauthorizedOperation\b"
        + @"|\bAccessDenied(Exception)?: .{0,400}status ?code: ?403|status ?code: ?403.{0,200}\bAccessDenied|\bInvalidAccessKeyId\b"
        + @"|\bSignatureDoesNotMatch\b|\bInvalidClientTokenId\b|\bUnrecognizedClientException\b|\bExpiredToken(Exception)?\b"
        + @"|Access Key Id you provided does not exist|security token included in the request is (invalid|expired)"
        + @"|request signature we calculated does not match|\binvalid_client\b.{0,200}\bAADSTS\d+|Permission '[a-z][\w.]{3,100}' denied"
        + @"|Required '[a-z][\w.]{3,100}' permission"
        + @"|\bError 403: .{0,200}(permission|not_?authorized|forbidden)|[Mm]issing permission [a-z][\w.]{3,100}"
        + @"|Code=.{0,2}AuthorizationFailed|does not have authorization to perform action",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, RegexTime.LimitMs)]
    private static partial Regex Refused();

    [GeneratedRegex(
        @"missing permission (?<action>[a-z][\w.]{3,100}\w)|to perform:? (?<action>[a-z0-9-]{2,40}:[A-Za-z]{2,80})"
        + @"|(Permission|Required) '(?<action>[a-z][\w.]{3,100})'"
        + @"|perform action '(?<action>[\w./]{3,120})'",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Named();
}
