using System.Buffers;
using static OpsWorker.Kubernetes.Masking.Text.TokenForm;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Documented forms of tokens that the form <c>words_RANDOM</c> does not cover: a short or hexadecimal body, a dot or a slash within, an
/// upper-case prefix.
/// </summary>
internal static class FurtherForms
{
    private static readonly SearchValues<char> s_upperParts = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly SearchValues<char> s_hexParts = SearchValues.Create("0123456789abcdef.");
    private static readonly SearchValues<char> s_pair = SearchValues.Create(Letters + ":-");
    private static readonly SearchValues<char> s_hash = SearchValues.Create(Letters + "$:+/=,");

    public static IReadOnlyList<TokenForm> All { get; } =
    [
        // Clouds, clusters and their keys.
        new("eks-token", "k8s-aws-v1.", 60, Dotted), new("rancher-token", "token-", 58, s_pair, Random: true),
        new("rancher-token", "kubeconfig-", 58, s_pair, Random: true), new("baidu-key", "ALTAK-", 20, Base64),
        new("volcengine-key", "AKLT", 28, Word, Random: true), new("jdcloud-key", "JDC_", 24, Alphanumeric),
        new("akamai-token", "akab-", 30, Word, Random: true), new("boundary-token", "at_", 60, Word, Random: true),
        new("localstack-token", "ls-", 30, Word, Random: true), new("portainer-key", "ptr_", 40, Base64),
        new("atlassian-token", "ATSTT", 60, Dotted), new("bitbucket-token", "BBDC-", 40, Base64), new("gitlab-token", "glwt-", 20, Word),
        new("age-key", "AGE-PLUGIN-", 30, s_upperParts), new("chrony-key", "HEX:", 32, Hexadecimal),

        // Services.
        new("lichess-token", "lip_", 18, Alphanumeric, Random: true), new("unkey-key", "unkey_", 18, Alphanumeric, Random: true),
        new("valtown-token", "vtwn_", 24, Alphanumeric), new("wakatime-key", "waka_", 36, Hexadecimal),
        new("rootly-token", "rootly_", 60, HexDigits), new("databento-key", "db-", 28, Alphanumeric, Random: true),
        new("telnyx-key", "KEY01", 40, Word, Random: true), new("onfido-token", "api_live.", 36, Dotted),
        new("onfido-token", "api_sandbox.", 36, Dotted), new("fleetbase-key", "flb_live_", 18, Alphanumeric),
        new("gemini-key", "account-", 20, Alphanumeric, Random: true), new("gemini-key", "master-", 20, Alphanumeric, Random: true),
        new("nightfall-key", "NF-", 28, Alphanumeric, Random: true), new("pushbullet-token", "o.", 32, Alphanumeric, Random: true),
        new("scrapfly-key", "scp-live-", 28, Hexadecimal), new("scrapfly-key", "scp-test-", 28, Hexadecimal),
        new("ubidots-token", "BBFF-", 24, Alphanumeric), new("voiceflow-key", "VF.", 30, Dotted, Random: true),
        new("trufflehog-key", "thog-key-", 16, HexDigits), new("authress-key", "sc_", 60, Dotted, Random: true),
        new("authress-key", "ext_", 60, Dotted, Random: true), new("authress-key", "scauth_", 60, Dotted, Random: true),
        new("courier-key", "pk_prod_", 20, Alphanumeric), new("builder-key", "bpk-", 30, HexDigits),
        new("configcat-key", "configcat-sdk-1/", 40, Base64), new("canva-secret", "cnvca", 48, Word, Random: true),
        new("firecrawl-key", "fc-", 30, HexDigits), new("devcycle-key", "dvc_server_", 20, Word),
        new("devcycle-key", "dvc_mobile_", 20, Word),
        new("midtrans-key", "Mid-server-", 20, Word), new("stackhawk-key", "hawk.", 36, Dotted, Random: true),
        new("zoho-token", "1000.", 65, s_hexParts), new("wandb-key", "wandb_v1_", 30, Word), new("codesandbox-token", "csb_v1_", 30, Word),
        new("mercadopago-token", "APP_USR-", 40, Word), new("postman-token", "PMAT-", 24, Upper), new("slack-token", "xwfp-", 20, Word),
        new("facebook-token", "EAA", 90, Alphanumeric), new("instagram-token", "IGQV", 80, Word),
        new("grafana-key", "eyJrIjoi", 60, Base64),
        new("flutterwave-key", "FLWSECK_LIVE-", 12, Word),

        // Hashes of passwords as frameworks keep them.
        new("password-hash", "pbkdf2_sha256$", 40, s_hash), new("password-hash", "pbkdf2_sha1$", 30, s_hash),
        new("password-hash", "argon2$", 40, s_hash), new("password-hash", "bcrypt_sha256$", 40, s_hash),
        new("password-hash", "pbkdf2:sha", 40, s_hash), new("password-hash", "scrypt:32768:", 40, s_hash),
    ];
}
