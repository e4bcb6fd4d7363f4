namespace OpsWorker.Portal.Design;

/// <summary>The outcomes of actions, by the word in the address; a stranger's link can choose one and write none.</summary>
internal static class PortalMessages
{
    private static readonly Dictionary<string, string> s_all = new()
    {
        ["acknowledged"] = "Acknowledged. The message in Slack says so too.",
        ["investigating"] = "Another attempt is asked for. It starts at once, or after the one that runs.",
        ["rated"] = "Thank you. The answer is kept with the report.",
        ["silenced"] = "Silenced.",
        ["commented"] = "The comment is kept with the incident.",
        ["closed"] = "Closed. It opens again if an alert fires again.",
        ["revoked"] = "The key is revoked. Whatever uses it is refused from now on.",
        ["rules"] = "The rules are changed. The next alert is decided by them.",
        ["removed"] = "The cluster is removed. Its agent is refused from now on.",
        ["settings"] = "The settings are changed.",
    };

    public static string? Find(string? word) => word is null ? null : s_all.GetValueOrDefault(word);
}
