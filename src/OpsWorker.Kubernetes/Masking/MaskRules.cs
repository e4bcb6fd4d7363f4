using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// The kinds of secrets that are masked in text, in the order in which they are tried. The forms of tokens are those that
/// their issuers document. Certificates and public keys are public and stay.
/// </summary>
internal static class MaskRules
{
    public static IReadOnlyList<MaskRule> All { get; } =
    [
        MaskRule.Of("private-key", ["PRIVATE KEY"],
            @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----([^-]|-[^-]|--[^-]|---[^-]|----[^-])*"
            + "-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----"),
        MaskRule.Of("private-key", ["PRIVATE KEY"],
            @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----(\s|\\n|\\r)*([A-Za-z0-9+/=]{16,}(\s|\\n|\\r)*)*"),
        MaskRule.Of("jwt", ["eyJ"], @"eyJ[A-Za-z0-9_\-]{10,}(\.[A-Za-z0-9_\-]+){1,4}"),
        MaskRule.Of("aws-key", ["AKIA", "ASIA"], @"(AKIA|ASIA)[A-Z0-9]{16}"),
        MaskRule.Of("github-token", ["gh", "github_pat_"], @"(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,})"),
        MaskRule.Of("gitlab-token", ["gl"], @"gl(pat|ptt|dt|rt|cbt|soat)-[A-Za-z0-9_\-]{20,}"),
        MaskRule.Of("slack-token", ["xox", "xapp-"], @"(xox[abeoprs]-[A-Za-z0-9\-]{10,}|xapp-[A-Za-z0-9\-]{10,})"),
        MaskRule.Of("google-key", ["AIza", "ya29."], @"(AIza[A-Za-z0-9_\-]{35}|ya29\.[A-Za-z0-9_\-]{20,})"),
        MaskRule.Of("api-key", ["sk-", "sk_", "rk_", "pk_", "whsec_"],
            @"(^|[^A-Za-z0-9])(?<secret>sk-[A-Za-z0-9_\-]{20,}|(sk|rk|pk)_(live|test)_[A-Za-z0-9]{16,}"
            + "|whsec_[A-Za-z0-9+/=]{20,})") with
        { IsSecret = HasUpperCase },
        MaskRule.Of("api-key", ["npm_", "pypi-", "hf_", "dop_v1_", "SG.", "hvs.", "hvb.", "owc_", "dckr_pat_"],
            @"(^|[^A-Za-z0-9])(?<secret>npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_\-]{40,}|hf_[A-Za-z0-9]{30,}|dop_v1_[a-f0-9]{40,}"
            + @"|SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}|hv[sb]\.[A-Za-z0-9_\-]{20,}|owc_[A-Za-z0-9_\-]{20,}"
            + @"|dckr_pat_[A-Za-z0-9_\-]{20,})"),
        MaskRule.Of("webhook-url", ["hooks.", "webhook"],
            @"(?i)https://(hooks\.slack\.com/(services|workflows|triggers)|(ptb\.|canary\.)?discord(app)?\.com/api/webhooks"
            + @"|[a-z0-9\-]+\.webhook\.office\.com|outlook\.office\.com/webhook|hooks\.zapier\.com/hooks)/(?<secret>[^\s""'<>\\]+)"),
        MaskRule.Of("url-password", ["://"], @"(?i)[a-z][a-z0-9+.\-]*://[^\s/:@""'<>]*:(?<secret>[^\s/@""'<>]+)@") with
        { IsSecret = IsNoReference },
        MaskRule.Of(
            "url-signature",
            ["sig=", "signature="],
            @"(?i)[?&](sig|signature|x-amz-signature|x-goog-signature)=(?<secret>[A-Za-z0-9%+/=_\-]{16,})"),
        MaskRule.Of("authorization", ["authorization"],
            @"(?i)authorization[""'\\]*\s*[:=]\s*[\[\\""']*((bearer|basic|token|digest|negotiate|apikey|aws4-hmac-sha256)\s+)?"
            + @"(?<secret>[^\s""'\\\],;]+)") with
        { IsSecret = IsNoReference },
        MaskRule.Of("authorization", ["bearer", "basic"],
            @"(?i)(bearer\s+(?<secret>[A-Za-z0-9_\-.+/=~]{16,})|basic\s+(?<secret>[A-Za-z0-9+/]{12,}={0,2}))") with
        { IsSecret = LooksRandomEnough },
        MaskRule.Of("cookie", ["cookie"], @"(?i)(set-)?cookie[""'\\]*\s*[:=]\s*[\[\\""']*(?<secret>[A-Za-z0-9_.\-]+=[^""'\\\]\r\n]+)"),
        MaskRule.Of("password", ["pass", "pwd", "secret", "token", "key", "credential", "connection", "dsn", "sas"],
            @"(?i)(?<key>[A-Za-z0-9_.\-]*" + SensitiveName.Words + @"[0-9]?)[""'\\]*\s{0,3}(?<sign>=>|:=|=|:)\s{0,3}\\*"
            + @"(""(?<secret>[^""\\\r\n]+)|'(?<secret>[^'\\\r\n]+)|(?<secret>[^\s""'\\,;&{}\[\]()<>]+))") with
        { IsSecret = IsAssigned },
        MaskRule.Of("random", [], @"(?<key>[A-Za-z0-9_.\-]+)[""'\\]*\s{0,3}(=|:)\s{0,3}[\\""']*(?<secret>[A-Za-z0-9+/_\-]{24,}={0,2})") with
        { IsSecret = IsRandomAssignment },
    ];

    private static bool IsNoReference(Match match) => !SensitiveName.IsNoSecret(match.Groups["secret"].ValueSpan);

    /// <summary>Names of resources are lower case, and one may begin like a key: <c>sk-</c>.</summary>
    private static bool HasUpperCase(Match match) => match.Groups["secret"].ValueSpan.ContainsAnyInRange('A', 'Z');

    /// <summary>A sentence may continue after "bearer": "bearer authentication-required".</summary>
    private static bool LooksRandomEnough(Match match) =>
        match.Groups["secret"].ValueSpan.ContainsAnyInRange('0', '9') || match.Groups["secret"].ValueSpan.ContainsAnyInRange('A', 'Z');

    /// <summary>
    /// Kubernetes refers to its own objects by that word: <c>secret="shop/db"</c> in a kubelet's log, <c>secret: db</c> in a
    /// manifest. A value after that bare word is masked only where it looks random. And sentences continue after a colon:
    /// "failed to fetch token: Post …".
    /// </summary>
    private static bool IsAssigned(Match match)
    {
        var value = match.Groups["secret"].ValueSpan;
        if (SensitiveName.IsNoSecret(value)) return false;
        var key = match.Groups["key"].ValueSpan;
        if (SensitiveName.IsWorkingDirectory(key, value) || key.EndsWith("pullsecret", StringComparison.OrdinalIgnoreCase)) return false;
        if (key.Equals("secret", StringComparison.OrdinalIgnoreCase)) return HighEntropy.IsRandom(value);
        var quoted = match.ValueSpan[match.Groups["secret"].Index - match.Index - 1] is '"' or '\'';
        var sentence = match.Groups["sign"].ValueSpan is ":" && !quoted && (key.Equals("token", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("credential", StringComparison.OrdinalIgnoreCase));
        return !sentence || !IsWord(value);
    }

    private static bool IsWord(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetter(c) && c is not ('.' or '-' or ':')) return false;
        }

        return true;
    }

    private static bool IsRandomAssignment(Match match)
    {
        var key = match.Groups["key"].ValueSpan;
        return !NamesOfIds.IsId(key) && HighEntropy.IsRandom(match.Groups["secret"].ValueSpan);
    }
}
