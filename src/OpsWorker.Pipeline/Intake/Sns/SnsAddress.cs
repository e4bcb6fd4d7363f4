using System.Text.RegularExpressions;

namespace OpsWorker.Pipeline.Intake.Sns;

/// <summary>Checks addresses in messages of SNS: whoever wrote one must not make this server ask another host.</summary>
internal static partial class SnsAddress
{
    /// <summary>The address of a signing certificate at SNS in the topic's region; null for any other.</summary>
    public static Uri? Certificate(string text, string topic) =>
        Of(text, topic) is { } address && address.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal)
            && address.Query.Length == 0 ? address : null;

    /// <summary>The address that confirms a subscription to this topic; null for any other.</summary>
    public static Uri? Confirmation(string text, string topic)
    {
        if (Of(text, topic) is not { } address || address.AbsolutePath != "/") return null;
        var parameters = address.Query.TrimStart('?').Split('&');
        return parameters.Contains("Action=ConfirmSubscription")
            && parameters.Any(p => p.StartsWith("TopicArn=", StringComparison.Ordinal)
                && Uri.UnescapeDataString(p["TopicArn=".Length..]) == topic)
            ? address
            : null;
    }

    private static Uri? Of(string text, string topic)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)) return null;
        if (address.Scheme != Uri.UriSchemeHttps || !address.IsDefaultPort || address.UserInfo.Length > 0) return null;
        return Host().Match(address.Host) is { Success: true } host && topic.Split(':') is { Length: 6 } arn
            && arn[3] == host.Groups["region"].Value
            ? address
            : null;
    }

    [GeneratedRegex(
        @"^sns\.(?<region>[a-z]{2,}(-[a-z]+)+-[0-9]+)\.amazonaws\.com(\.cn)?\z",
            RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Host();
}
