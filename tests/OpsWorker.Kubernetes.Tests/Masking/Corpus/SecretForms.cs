using static OpsWorker.Kubernetes.Tests.Masking.Corpus.Fake;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

/// <summary>A form of secret.</summary>
/// <param name="Scanner">A public scanner whose documentation has it.</param>
/// <param name="Name">The name under which it is kept.</param>
/// <param name="Draw">Draws one.</param>
/// <param name="IsKnown">Whether its form alone announces it; else its name must.</param>
internal sealed record SecretForm(string Scanner, string Name, Func<Fake, string> Draw, bool IsKnown = true);

/// <summary>Forms that public scanners document, fourteen of them.</summary>
internal static class SecretForms
{
    public static IReadOnlyList<SecretForm> All { get; } =
    [
        new("gitleaks", "AGE_KEY", f => "AGE-SECRET" + "-KEY-1" + f.Text("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)),
        new(
            "gitleaks",
            "AZURE_CLIENT_SECRET",
            f => f.Text(Alphanumeric, 3) + f.Text(Digits, 1) + "Q" + "~" + f.Text(Alphanumeric + "_.-", 33) + "a"),
        new("gitleaks", "DOPPLER_TOKEN", f => "dp" + ".pt." + f.Text(Alphanumeric, 43)),
        new("gitleaks", "FLY_API_TOKEN", f => "fo" + "1_" + f.Text(Url, 42) + "a"),
        new("gitleaks", "LINEAR_KEY", f => "lin" + "_api_" + f.Text(Alphanumeric, 40)),
        new("gitleaks", "NOTION_TOKEN", f => "nt" + "n_" + f.Text(Digits, 11) + f.Text(Alphanumeric, 35)),
        new("gitleaks", "PULUMI_ACCESS_TOKEN", f => "pu" + "l-" + f.Text(Hex, 40)),
        new("gitleaks", "OPENSHIFT_TOKEN", f => "sha256" + "~" + f.Text(Url, 42) + "a"),
        new("gitleaks", "TF_TOKEN", f => f.Text(Alphanumeric, 14) + ".atlas" + "v1." + f.Text(Url, 66) + "a"),
        new("TruffleHog", "AWS_ACCESS_KEY_ID", f => "AKI" + "A" + f.Text(Upper + "234567", 16)),
        new("TruffleHog", "AWS_SECRET_ACCESS_KEY", f => f.Text(Base64, 40), IsKnown: false),
        new("TruffleHog", "DATABRICKS_TOKEN", f => "dap" + "i" + f.Text(Hex, 32)),
        new("TruffleHog", "GROQ_API_KEY", f => "gs" + "k_" + f.Text(Alphanumeric, 52)),
        new(
            "TruffleHog",
            "DISCORD_WEBHOOK",
            f => "https://discord.com/api/web" + "hooks/" + f.Text(Digits, 18) + "/" + f.Text(Url, 67) + "a"),
        new(
            "detect-secrets",
            "STORAGE",
            f => "DefaultEndpointsProtocol=https;AccountName=shop;Account" + "Key=" + f.Text(Base64, 86)
                + "==;EndpointSuffix=core.windows.net"),
        new("detect-secrets", "DB_PASSWORD", f => f.Text(Alphanumeric + "!%*", 14) + "a1", IsKnown: false),
        new("detect-secrets", "MAILCHIMP_KEY", f => f.Text(Hex, 32) + "-us" + f.Text("123456789", 1) + f.Text(Digits, 1)),
        new("detect-secrets", "SQUARE_SECRET", f => "sq0" + "csp-" + f.Text(Url, 42) + "a"),
        new("detect-secrets", "TELEGRAM_TOKEN", f => f.Text("123456789", 1) + f.Text(Digits, 9) + ":AA" + f.Text(Url, 32) + "a"),
        new("detect-secrets", "TWILIO_KEY", f => "S" + "K" + f.Text(Hex, 32)),
        new("GitHub secret scanning", "GITHUB_TOKEN", f => "gh" + "p_" + f.Text(Alphanumeric, 36)),
        new("GitHub secret scanning", "GH_PAT", f => "github" + "_pat_" + f.Text(Alphanumeric, 22) + "_" + f.Text(Alphanumeric, 59)),
        new("GitHub secret scanning", "HF_TOKEN", f => "h" + "f_" + f.Text(Lower + Upper, 34)),
        new("GitHub secret scanning", "SHOPIFY_TOKEN", f => "shp" + "at_" + f.Text(Hex, 32)),
        new("GitHub secret scanning", "PYPI_TOKEN", f => "py" + "pi-AgEIcHlwaS5vcmc" + f.Text(Url, 70) + "a"),
        new("GitLab secret detection", "GITLAB_TOKEN", f => "gl" + "pat-" + f.Text(Alphanumeric, 20)),
        new("GitLab secret detection", "RUNNER_TOKEN", f => "gl" + "rt-" + f.Text(Alphanumeric, 20)),
        new("GitLab secret detection", "SENTRY_TOKEN", f => "sntr" + "yu_" + f.Text(Hex, 64)),
        new("Kingfisher", "GRAFANA_TOKEN", f => "gl" + "sa_" + f.Text(Alphanumeric, 32) + "_" + f.Text(Hex, 8)),
        new("Kingfisher", "VAULT_TOKEN", f => "hv" + "s." + f.Text(Url, 94) + "a"),
        new("Kingfisher", "TAILSCALE_KEY", f => "ts" + "key-auth-" + f.Text(Alphanumeric, 16) + "-" + f.Text(Alphanumeric, 30)),
        new(
            "Nosey Parker",
            "JWT",
            f => f.Encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}").TrimEnd('=') + "."
                + f.Encoded("{\"sub\":\"" + f.Text(Digits, 8) + "\"}").TrimEnd('=') + "." + f.Text(Url, 42) + "a"),
        new("Nosey Parker", "NETRC", f => f.Text(Alphanumeric, 20), IsKnown: false),
        new("Nosey Parker", "DYNATRACE_TOKEN", f => "dt0" + "c01." + f.Text(Upper + "234567", 24) + "." + f.Text(Upper + "234567", 64)),
        new("secretlint", "DATABASE_URL", f => $"postgresql://app:{f.Text(Alphanumeric + "@", 15)}a@db.shop:5432/orders"),
        new("secretlint", "NPM_TOKEN", f => "np" + "m_" + f.Text(Alphanumeric, 36)),
        new("secretlint", "ANTHROPIC_API_KEY", f => "sk-" + "ant-api03-" + f.Text(Alphanumeric, 93) + "AA"),
        new("ggshield", "SENDGRID_API_KEY", f => "S" + "G." + f.Text(Url, 21) + "a." + f.Text(Url, 42) + "a"),
        new("ggshield", "OPENAI_API_KEY", f => "sk-" + "proj-" + f.Text(Alphanumeric, 58) + "T3Blbk" + "FJ" + f.Text(Alphanumeric, 58)),
        new("ggshield", "NEW_RELIC_LICENSE_KEY", f => f.Text(Hex, 36) + "NRAL", IsKnown: false),
        new(
            "Semgrep",
            "SLACK_BOT_TOKEN",
            f => "xox" + "b-" + f.Text(Digits, 12) + "-" + f.Text(Digits, 13) + "-" + f.Text(Alphanumeric, 24)),
        new(
            "Semgrep",
            "SLACK_WEBHOOK",
            f => "https://hooks." + "slack.com/services/T" + f.Text(Upper, 8) + "/B" + f.Text(Upper, 8) + "/" + f.Text(Alphanumeric, 24)),
        new("Semgrep", "SONAR_TOKEN", f => "sq" + "p_" + f.Text(Hex, 40)),
        new("ripsecrets", "STRIPE_SECRET_KEY", f => "sk_" + "live_" + f.Text(Alphanumeric, 24)),
        new("ripsecrets", "GOOGLE_API_KEY", f => "AI" + "za" + f.Text(Url, 34) + "a"),
        new("talisman", "encryption_key", f => f.Text(Hex, 64), IsKnown: false),
        new(
            "talisman",
            "private-key",
            f => "-----BEGIN RSA PRIV" + "ATE KEY-----\n"
                + string.Join('\n', Enumerable.Range(0, 12).Select(_ => f.Text(Base64, 64))) + "\n"
                + f.Text(Base64, 22) + "==\n-----END RSA PRIV" + "ATE KEY-----"),
        new("git-secrets", "aws_session", f => "ASI" + "A" + f.Text(Upper + "234567", 16)),
        new("CredSweeper", "api_secret", f => f.Text(Alphanumeric, 24), IsKnown: false),
        new("CredSweeper", "client_secret", f => f.Uuid(), IsKnown: false),
        new("CredSweeper", "smtp_pass", f => f.Text(Lower, 6) + f.Text(Digits, 2), IsKnown: false),
        new("CredSweeper", "signing-key", f => f.Text(Base64, 43) + "=", IsKnown: false),
        new("OpsWorker", "WEBHOOK_KEY", f => "ow" + "k_" + f.Text(Url, 31) + "a"),
        new("OpsWorker", "CLUSTER", f => "ow" + "c_" + f.Text(Url, 31) + "a"),
        .. VendorForms.All,
    ];

    /// <summary>The secret part of a sample: in an address and a connection string not all of it.</summary>
    public static string SecretOf(string sample)
    {
        if (sample.StartsWith("postgresql://app:", StringComparison.Ordinal))
            return sample["postgresql://app:".Length..sample.LastIndexOf('@')];
        if (sample.Contains("AccountKey=", StringComparison.Ordinal)) return sample.Split("AccountKey=")[1].Split(';')[0];
        if (sample.Contains("api/webhooks/", StringComparison.Ordinal)) return sample.Split("api/webhooks/")[1];
        if (sample.Contains("/webhookb2/", StringComparison.Ordinal)) return sample.Split("/webhookb2/")[1];
        return sample.Contains("/services/", StringComparison.Ordinal) ? sample.Split("/services/")[1] : sample;
    }
}
