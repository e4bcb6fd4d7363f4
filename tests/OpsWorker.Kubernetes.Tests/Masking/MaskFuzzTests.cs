using System.Globalization;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Tests.Masking.Corpus;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Masking;

[Trait("Category", Fuzz.Kind)]
public sealed class MaskFuzzTests
{
    private const int Rounds = 4000;

    private static readonly string[] s_parts =
    [
        "password", "=", ":", " ", "\n", "\"", "'", "\\", "{", "}", "[", "]", "<", ">", "://", "@", "-", "--", "eyJ",
        "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "|", ">", ",", ";", "&",
        "value", "name", "Authorization", "Bearer", "Cookie", "Basic", "token", "secret", "key", "2026-03-01T02:58:00Z ", "kind: Secret",
        "data:", "  ", "- ", "\t", "\r", "\u0000", "\u001b[1m", "\ud800", "\udc00", "é", "аdmin",
        "%3A%2F%2F", "%3D", "\\u0070", "[masked:password:1]", "[masked:", "https://hooks.slack.com/services/", "</", "</password>",
        "<password>", "MIIEowIBAAKCAQEA0Z3VS5JJcds3xfnygWyF8PbnGy00AbCd", "a:b@tcp(", "-p", "-u", "mysql", "curl", "AKIA", "sk-",
    ];

    // The value is drawn so that no rule takes it for a word of a sentence.
    private static readonly string[] s_forms =
    [
        "password={0}", "\"db_password\": \"{0}\"", "PGPASSWORD='{0}'", "mysql://root:{0}@db/x", "Authorization: Bearer {0}",
        "api-key: {0}", "--requirepass {0}", "{{\"name\":\"DB_PASSWORD\",\"value\":\"{0}\"}}", "<password>{0}</password>",
        "\\\"clientSecret\\\":\\\"{0}\\\"", "secret_key_base: {0}", "DB_PASSWORD_OLD={0}", "Password={0};Encrypt=true",
    ];

    [Fact]
    public void Whatever_text_comes_neither_masking_nor_masking_again_fails()
    {
        var masker = new SecretMasker(personalData: true);
        foreach (var seed in Fuzz.Seeds(Rounds))
        {
            var fake = new Fake(seed);
            var text = string.Concat(
                Enumerable
                    .Range(0, fake.Number(1, 24))
                    .Select(_ => fake.Number(0, 3) == 0 ? fake.Text(Fake.Base64 + "=_-. ", fake.Number(1, 40)) : fake.Of(s_parts)));
            foreach (var verb in (ReadOnlySpan<QueryVerb>)[QueryVerb.Logs, QueryVerb.List])
            {
                var once = Mask(masker, verb, text);
                Should.NotThrow(() => Mask(masker, verb, once), $"seed {seed}: {text}");
            }
        }
    }

    [Fact]
    public void No_planted_secret_survives_wherever_it_stands()
    {
        var masker = new SecretMasker();
        string[] noise = ["", "2026-02-01T09:00:00Z ", "error: ", "{\"a\":1} ", "\t", "é", "INFO [main] ", "\u001b[31m"];
        foreach (var seed in Fuzz.Seeds(Rounds))
        {
            var fake = new Fake(seed);
            var secret = fake.Text(Fake.Alphanumeric, 9) + fake.Text("!%+*", fake.Number(0, 2)) + "x1";
            var text = fake.Of(noise) + string.Format(CultureInfo.InvariantCulture, fake.Of(s_forms), secret) + " " + fake.Of(noise);

            masker.Mask(text).ShouldNotContain(secret, customMessage: $"seed {seed}: {text}");
        }
    }

    [Fact]
    public void Mutated_objects_stay_json_and_hide_what_was_planted()
    {
        var masker = new SecretMasker();
        foreach (var seed in Fuzz.Seeds(Rounds / 4))
        {
            var fake = new Fake(seed);
            var form = fake.Of(SecretForms.All);
            var planted = SecretPlaces.Plant(fake.Of(["env", "argument", "annotation", "ConfigMap"]), fake, form, form.Draw(fake));

            using var document = System.Text.Json.JsonDocument.Parse(masker.Mask(planted).Content);

            var cut = planted.Content[..fake.Number(1, planted.Content.Length)];
            Should.NotThrow(() => masker.Mask(planted with { Content = cut }), $"seed {seed}");
        }
    }

    private static string Mask(SecretMasker masker, QueryVerb verb, string text) => masker.Mask(new QueryResult
    {
        Query = new Query { Verb = verb },
        Outcome = QueryOutcome.Success,
        Content = text,
        CollectedAt = DateTimeOffset.UnixEpoch,
    }).Content;
}
