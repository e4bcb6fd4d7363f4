using static OpsWorker.Kubernetes.Masking.Text.TokenForm;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// The forms of tokens that their issuers document so that scanners can find them (GitHub's and GitLab's lists of supported patterns, the
/// rules that gitleaks, TruffleHog, detect-secrets, Kingfisher, Nosey Parker, secretlint, ggshield, Semgrep, ripsecrets, talisman,
/// git-secrets and CredSweeper publish). Lengths are a little below those documented, as issuers change them.
/// </summary>
internal static class TokenForms
{
    /// <summary>The longest header of a JSON Web Token.</summary>
    private const int MaxHeader = 1024;

    private static readonly TokenForm[] s_all =
    [
        // This product's own.
        new("opsworker-key", "owk_", 16, Word), new("opsworker-key", "oww_", 16, Word), new("opsworker-key", "owc_", 16, Word),
        new("opsworker-key", "ocr_", 16, Word), new("opsworker-key", "oca_", 16, Word),

        // Clouds.
        new("aws-key", "AKIA", 16, Upper), new("aws-key", "ASIA", 16, Upper), new("aws-key", "ABIA", 16, Upper),
        new("aws-key", "ACCA", 16, Upper),
        new("aws-key", "A3T", 17, Upper), new("aws-key", "ABSK", 60, Base64), new("aws-key", "bedrock-api-key-", 30, Base64),
        new("google-key", "AIza", 30, Word), new("google-key", "ya29.", 20, Dotted), new("google-key", "GOCSPX-", 20, Word),
        new("google-key", "1//0", 24, Word),
        new("alibaba-key", "LTAI", 14, Alphanumeric), new("tencent-key", "AKID", 28, Alphanumeric),
        new("digitalocean-token", "dop_v1_", 40, Alphanumeric),
        new("digitalocean-token", "doo_v1_", 40, Alphanumeric), new("digitalocean-token", "dor_v1_", 40, Alphanumeric),
        new("fly-token", "fo1_", 30, Word),
        new("fly-token", "fm1a_", 40, Base64), new("fly-token", "fm1r_", 40, Base64), new("fly-token", "fm2_", 40, Base64),
        new("heroku-key", "HRKU-", 30, Word),
        new("cloudflare-key", "v1.0-", 60, Hexadecimal), new("scalingo-token", "tk-us-", 40, Word), new("yandex-key", "AQVN", 30, Word),
        new("yandex-key", "t1.", 60, Dotted, Mixed: true),
        new("netlify-token", "nfp_", 30, Alphanumeric), new("render-key", "rnd_", 24, Alphanumeric),
        new("supabase-key", "sbp_", 30, Alphanumeric), new("supabase-key", "sb_secret_", 20, Word),
        new("planetscale-token", "pscale_tkn_", 30, Dotted), new("planetscale-token", "pscale_pw_", 30, Dotted),
        new("planetscale-token", "pscale_oauth_", 30, Dotted),
        new("clickhouse-key", "4b1d", 38, Alphanumeric), new("databricks-token", "dapi", 32, Hexadecimal),
        new("aiven-token", "AVNS_", 18, Word), new("neon-key", "napi_", 40, Alphanumeric), new("tailscale-key", "tskey-", 16, Word),
        new("openshift-token", "sha256~", 40, Word), new("okteto-token", "ddkr_", 20, Word),

        // Code, packages and builds.
        new("github-token", "ghp_", 30, Alphanumeric), new("github-token", "gho_", 30, Alphanumeric),
        new("github-token", "ghu_", 30, Alphanumeric),
        new("github-token", "ghs_", 30, Word), new("github-token", "ghr_", 30, Alphanumeric), new("github-token", "github_pat_", 40, Word),
        new("gitlab-token", "glpat-", 20, Dotted), new("gitlab-token", "glptt-", 20, Word), new("gitlab-token", "gldt-", 20, Word),
        new("gitlab-token", "glrt-", 20, Dotted),
        new("gitlab-token", "glcbt-", 20, Word), new("gitlab-token", "glsoat-", 20, Word), new("gitlab-token", "glft-", 20, Word),
        new("gitlab-token", "glimt-", 20, Word),
        new("gitlab-token", "glagent-", 20, Word), new("gitlab-token", "gloas-", 20, Word), new("gitlab-token", "glffct-", 20, Word),
        new("gitlab-token", "GR1348941", 20, Word),
        new("bitbucket-token", "ATBB", 28, Word), new("atlassian-token", "ATATT3", 60, Dotted),
        new("atlassian-token", "ATCTT3", 60, Dotted),
        new("npm-token", "npm_", 30, Alphanumeric), new("pypi-token", "pypi-", 40, Word),
        new("rubygems-key", "rubygems_", 40, Alphanumeric), new("nuget-key", "oy2", 42, Alphanumeric),
        new("clojars-token", "CLOJARS_", 50, Alphanumeric), new("crates-token", "cio", 32, Alphanumeric),
        new("artifactory-key", "AKCp", 60, Alphanumeric), new("artifactory-key", "cmVmd", 55, Alphanumeric),
        new("docker-token", "dckr_pat_", 20, Word), new("docker-token", "dckr_oat_", 20, Word), new("circleci-token", "CCIPAT_", 30, Word),
        new("buildkite-token", "bkua_", 40, Alphanumeric),
        new("sourcegraph-token", "sgp_", 32, Word), new("sourcegraph-token", "slk_", 40, Alphanumeric),
        new("sonar-token", "sqp_", 40, Alphanumeric), new("sonar-token", "squ_", 40, Alphanumeric),
        new("sonar-token", "sqa_", 40, Alphanumeric), new("snyk-token", "snyk_", 30, Dotted), new("pulumi-token", "pul-", 40, Alphanumeric),
        new("octopus-key", "API-", 26, Upper),
        new("harness-token", "pat.", 40, Dotted, Mixed: true), new("harness-token", "sat.", 40, Dotted, Mixed: true),
        new("prefect-token", "pnu_", 30, Alphanumeric), new("prefect-token", "pnb_", 30, Alphanumeric),
        new("postman-key", "PMAK-", 50, Word), new("readme-key", "rdme_", 60, Alphanumeric), new("terraform-token", "tfp_", 40, Word),
        new("aikido-token", "AIK_SECRET_", 40, Word), new("aikido-token", "AIK_CI_", 20, Alphanumeric),
        new("apify-token", "apify_api_", 34, Alphanumeric), new("calcom-key", "cal_live_", 30, Alphanumeric),
        new("browserbase-key", "bb_live_", 24, Word), new("browserbase-key", "bb_test_", 24, Word),
        new("e2b-key", "e2b_", 40, HexDigits), new("arcjet-key", "ajkey_", 24, Alphanumeric), new("zuplo-key", "zpka_", 32, Word),
        new("infracost-key", "ico-", 32, Alphanumeric), new("castai-key", "castai_", 30, Word),

        // Stores of secrets.
        new("vault-token", "hvs.", 20, Word), new("vault-token", "hvb.", 20, Word), new("vault-token", "hvr.", 20, Word),
        new("doppler-token", "dp.", 40, Dotted, Mixed: true),
        new("1password-token", "ops_eyJ", 60, Base64), new("1password-key", "A3-", 28, Word, Mixed: true),
        new("age-key", "AGE-SECRET-KEY-1", 50, Upper), new("infisical-token", "st.", 60, Dotted, Mixed: true),

        // Monitoring.
        new("grafana-token", "glc_", 30, Base64), new("grafana-token", "glsa_", 30, Word), new("newrelic-key", "NRAK-", 20, Alphanumeric),
        new("newrelic-key", "NRJS-", 16, Alphanumeric),
        new("newrelic-key", "NRII-", 24, Word), new("newrelic-key", "NRRA-", 30, Alphanumeric), new("sentry-token", "sntrys_", 40, Base64),
        new("sentry-token", "sntryu_", 40, Alphanumeric),
        new("dynatrace-token", "dt0c01.", 60, Dotted), new("dynatrace-token", "dt0s01.", 60, Dotted),
        new("honeycomb-key", "hcaik_", 30, Alphanumeric), new("honeycomb-key", "hcxik_", 30, Alphanumeric),
        new("datadog-token", "ddapp_", 30, Alphanumeric), new("datadog-token", "ddpat_", 30, Alphanumeric),
        new("elastic-key", "essu_", 30, Base64),

        // Messages and mail.
        new("slack-token", "xoxb-", 10, Word), new("slack-token", "xoxp-", 10, Word), new("slack-token", "xoxa-", 10, Word),
        new("slack-token", "xoxe-", 10, Dotted), new("slack-token", "xoxe.", 10, Dotted),
        new("slack-token", "xoxr-", 10, Word), new("slack-token", "xoxs-", 10, Word), new("slack-token", "xoxo-", 10, Word),
        new("slack-token", "xoxc-", 10, Word), new("slack-token", "xoxd-", 10, SearchValues()), new("slack-token", "xapp-", 10, Word),
        new("sendgrid-key", "SG.", 30, Dotted), new("sendinblue-key", "xkeysib-", 60, Word), new("sendinblue-key", "xsmtpsib-", 60, Word),
        new("mailgun-key", "key-", 32, Alphanumeric), new("mandrill-key", "md-", 20, Word, Mixed: true),
        new("resend-key", "re_", 28, Word, Mixed: true), new("twilio-key", "SK", 32, Hexadecimal), new("discord-webhook", "dwh_", 30, Word),
        new("settlemint-token", "sm_", 20, Word, Mixed: true),

        // Models.
        new("api-key", "sk-or-v1-", 40, Alphanumeric), new("api-key", "sk-lf-", 30, Hexadecimal), new("runpod-key", "rpa_", 36, Upper),
        new("api-key", "sk-", 20, Word, Mixed: true), new("api-key", "sk_", 24, Word, Mixed: true),
        new("groq-key", "gsk_", 30, Alphanumeric), new("xai-key", "xai-", 40, Alphanumeric),
        new("perplexity-key", "pplx-", 40, Alphanumeric),
        new("huggingface-token", "hf_", 30, Alphanumeric), new("huggingface-token", "api_org_", 30, Alphanumeric),
        new("replicate-token", "r8_", 36, Alphanumeric), new("langsmith-key", "lsv2_", 40, Word), new("pinecone-key", "pcsk_", 40, Word),
        new("anyscale-key", "esecret_", 20, Alphanumeric), new("tavily-key", "tvly-", 24, Word),
        new("cerebras-key", "csk-", 40, Alphanumeric),
        new("fireworks-key", "fw_", 20, Alphanumeric, Mixed: true),

        // Payment and shops.
        new("api-key", "sk_live_", 10, Word), new("api-key", "sk_test_", 10, Word), new("api-key", "sk_prod_", 10, Word),
        new("api-key", "rk_live_", 10, Word), new("api-key", "rk_test_", 10, Word), new("api-key", "rk_prod_", 10, Word),
        new("api-key", "pk_live_", 16, Word), new("api-key", "pk_test_", 16, Word), new("api-key", "whsec_", 20, Base64),
        new("square-token", "sq0atp-", 20, Word), new("square-token", "sq0csp-", 40, Word), new("square-token", "EAAA", 56, Word),
        new("facebook-token", "EAAM", 80, Alphanumeric), new("facebook-token", "EAAC", 80, Alphanumeric),
        new("facebook-token", "EAAB", 80, Alphanumeric),
        new("shopify-token", "shpat_", 32, Alphanumeric), new("shopify-token", "shpca_", 32, Alphanumeric),
        new("shopify-token", "shppa_", 32, Alphanumeric),
        new("shopify-token", "shpss_", 32, Alphanumeric), new("flutterwave-key", "FLWSECK_TEST-", 12, Word),
        new("flutterwave-key", "FLWSECK-", 12, Word), new("flutterwave-key", "FLWPUBK_TEST-", 30, Word),
        new("braintree-token", "access_token$", 40, SearchValues("$")),
        new("plaid-token", "access-sandbox-", 36, Hexadecimal), new("plaid-token", "access-development-", 36, Hexadecimal),
        new("plaid-token", "access-production-", 36, Hexadecimal), new("easypost-key", "EZAK", 50, Alphanumeric),
        new("easypost-key", "EZTK", 50, Alphanumeric),
        new("shippo-token", "shippo_live_", 40, Alphanumeric), new("shippo-token", "shippo_test_", 40, Alphanumeric),
        new("razorpay-key", "rzp_live_", 14, Alphanumeric), new("razorpay-key", "rzp_test_", 14, Alphanumeric),
        new("woocommerce-key", "ck_", 40, HexDigits), new("woocommerce-key", "cs_", 40, HexDigits),
        new("duffel-token", "duffel_live_", 40, Base64), new("duffel-token", "duffel_test_", 40, Base64),
        new("gocardless-token", "live_", 36, Word), new("lob-key", "test_", 35, Alphanumeric),

        // Databases.
        new("password-hash", "SCRAM-SHA-256$", 60, SearchValues("$:+/=")), new("password-hash", "md5", 32, HexDigits),

        // Tokens of other standards (PASETO).
        new("paseto", "v1.local.", 40, Dotted), new("paseto", "v2.local.", 40, Dotted), new("paseto", "v3.local.", 40, Dotted),
        new("paseto", "v4.local.", 40, Dotted), new("paseto", "v2.public.", 40, Dotted), new("paseto", "v4.public.", 40, Dotted),

        // Work.
        new("notion-token", "ntn_", 40, Alphanumeric), new("notion-token", "secret_", 40, Alphanumeric),
        new("linear-key", "lin_api_", 36, Alphanumeric), new("linear-key", "lin_oauth_", 60, Alphanumeric),
        new("figma-token", "figd_", 30, Word),
        new("airtable-token", "pat", 70, Dotted, Mixed: true), new("contentful-token", "CFPAT-", 40, Word),
        new("dropbox-token", "sl.", 100, Dotted), new("frameio-token", "fio-u-", 60, Base64), new("typeform-token", "tfp_", 40, Dotted),
        new("hubspot-token", "pat-na1-", 32, Hexadecimal), new("hubspot-token", "pat-eu1-", 32, Hexadecimal),
        new("mapbox-token", "pk.", 70, Dotted, Mixed: true), new("mapbox-token", "sk.eyJ", 60, Dotted),
        new("adobe-secret", "p8e-", 30, Alphanumeric),
        new("launchdarkly-key", "sdk-", 36, Hexadecimal), new("launchdarkly-key", "api-", 36, Hexadecimal),
        new("intra42-secret", "s-s4t2", 60, Word), new("defined-key", "dnkey-", 60, Base64), new("authress-key", "authress_", 50, Base64),
        new("chief-token", "ctp_", 30, Alphanumeric), new("adafruit-key", "aio_", 28, Alphanumeric),
        new("persona-key", "persona_production_", 30, Word), new("persona-key", "persona_sandbox_", 30, Word),
        new("beamer-token", "b_", 44, Base64, Mixed: true), new("microsoft-key", "AzureAd", 60, Alphanumeric),
    ];

    private static readonly Dictionary<char, TokenForm[]> s_byFirst = s_all.Concat(FurtherForms.All)
        .GroupBy(f => f.Prefix[0])
        .ToDictionary(g => g.Key, g => g.OrderByDescending(f => f.Prefix.Length).ToArray());

    private static System.Buffers.SearchValues<char> SearchValues(string more = "%+/=_-.") =>
        System.Buffers.SearchValues.Create(Letters + more + "_-");

    /// <summary>A token that begins with the word at <paramref name="at"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">The word's first character.</param>
    /// <param name="end">Behind its last letter or digit.</param>
    public static Finding? Find(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        if (s_byFirst.TryGetValue(text[at], out var forms))
        {
            foreach (var form in forms)
            {
                if (form.Match(text, at) is not (var stop and > 0)) continue;
                line.Run.Add(stop - at);
                return new Finding(at, stop, form.Kind, "");
            }
        }

        if (text[at] == 'e' && text[at..].StartsWith("eyJ")) return JsonWebToken(ref line, at);
        return OtherForms.Find(ref line, at, end) ?? PrefixedToken.Find(ref line, at, end);
    }

    // RFC 7519; an encrypted one has five parts, one that is not signed an empty last one.
    private static Finding? JsonWebToken(ref LineScanner line, int at)
    {
        var rest = line.Text[at..];
        var dot = rest[..Math.Min(rest.Length, MaxHeader)].IndexOfAnyExcept(Word);
        line.Run.Add(dot < 0 ? 1 : dot);
        if (dot < 10 || rest[dot] != '.') return null;
        var length = rest.IndexOfAnyExcept(Dotted);
        var token = (length < 0 ? rest : rest[..length]).TrimEnd('=');
        return token.Length - dot > 4 ? new Finding(at, at + token.Length, "jwt", "") : null;
    }
}
