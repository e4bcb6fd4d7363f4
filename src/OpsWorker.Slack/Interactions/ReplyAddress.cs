namespace OpsWorker.Slack.Interactions;

/// <summary>The address that Slack gives with a request for replies to it.</summary>
internal static class ReplyAddress
{
    private const string Host = "hooks.slack.com";

    /// <summary>The address is Slack's, or of the host that stands in for Slack's Web API.</summary>
    public static bool IsSlacks(string? url, string? apiBaseUrl)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) return false;
        if (address.Scheme == Uri.UriSchemeHttps && address.Host == Host) return true;
        return Uri.TryCreate(apiBaseUrl, UriKind.Absolute, out var api) && SlackOptions.IsSafe(api)
            && address.GetLeftPart(UriPartial.Authority) == api.GetLeftPart(UriPartial.Authority);
    }
}
