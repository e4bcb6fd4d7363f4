using FsCheck;
using FsCheck.Fluent;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Tests.Masking;

public sealed class TextMaskingTests
{
    private const string Jwt =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    [Theory]
    [InlineData("password=hunter2", "password=[masked:password:1]")]
    [InlineData("connecting with DB_PASSWORD=hunter2 user=app", "connecting with DB_PASSWORD=[masked:password:1] user=app")]
    [InlineData("""{"password":"my pass word","user":"app"}""", """{"password":"[masked:password:1]","user":"app"}""")]
    [InlineData("""{\"apiKey\":\"abc123\"}""", """{\"apiKey\":\"[masked:password:1]\"}""")]
    [InlineData("SMTP_PASS=hunter2", "SMTP_PASS=[masked:password:1]")]
    [InlineData("client_secret: s3cr3t-value", "client_secret: [masked:password:1]")]
    [InlineData("Server=db;User Id=sa;Password=P@ss;Encrypt=true", "Server=db;User Id=sa;Password=[masked:password:1];Encrypt=true")]
    [InlineData("SharedAccessKey=Zm9vYmFyYmF6cXV4MTIz=", "SharedAccessKey=[masked:password:1]")]
    [InlineData(
        "dial postgres://app:hunter2@db.shop:5432/orders failed",
        "dial postgres://app:[masked:url-password:1]@db.shop:5432/orders failed")]
    [InlineData("redis://:hunter2@cache:6379", "redis://:[masked:url-password:1]@cache:6379")]
    [InlineData("Authorization: Bearer abc.def-123", "Authorization: Bearer [masked:authorization:1]")]
    [InlineData("map[Authorization:[Basic YWRtaW46aHVudGVyMg==]]", "map[Authorization:[Basic [masked:authorization:1]]]")]
    [InlineData("sent bearer abcdefghij0123456789 to api", "sent bearer [masked:authorization:1] to api")]
    [InlineData("Set-Cookie: session=abc123; Path=/", "Set-Cookie: [masked:cookie:1]")]
    [InlineData("jwt " + Jwt + " expired", "jwt [masked:jwt:1] expired")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE is unknown", "key [masked:aws-key:1] is unknown")]
    [InlineData(
        "posting to https://hooks.slack.com/services/T000/B000/XXXX1234 failed",
        "posting to https://hooks.slack.com/services/[masked:webhook-url:1] failed")]
    [InlineData("using ghp_abcdefghijklmnopqrstuvwxyz0123456789", "using [masked:github-token:1]")]
    [InlineData("using xoxb-123456789012-abcdefghij", "using [masked:slack-token:1]")]
    [InlineData("GET /blob?se=2026&sig=abcdEFGH1234%2Bxyz%3D&sv=1", "GET /blob?se=2026&sig=[masked:url-signature:1]&sv=1")]
    [InlineData("seed=kJ8+xQ2mZp0LrT7vNcB4wYhGfDsA1eUi", "seed=[masked:random:1]")]
    public void A_secret_is_masked_and_the_rest_stays(string text, string masked) => new SecretMasker().Mask(text).ShouldBe(masked);

    [Theory]
    [InlineData(
        "Failed to pull image \"registry.test/shop/web@sha256:9b2c0d6a1f3e4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9001122334\": not "
            + "found")]
    [InlineData("image=us-central1-docker.pkg.dev/google-samples/microservices-demo/adservice:v0.10.3")]
    [InlineData(
        "pod uid=5f3c1a1e-8f4b-4f7e-9a55-0c1f6f0b2d11 "
            + "container=containerd://1f3e4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9001122334aabbccdd")]
    [InlineData("dial tcp 10.68.118.132:7070: connect: connection refused")]
    [InlineData("MountVolume.SetUp failed for volume \"creds\" : secret \"db-credentials\" not found")]
    [InlineData("Error: couldn't find key password in Secret shop/db-credentials")]
    [InlineData("E0301 pod=\"shop/web-1\" secret=\"shop/db-credentials\" not registered")]
    [InlineData("FailedToRetrieveImagePullSecret: imagePullSecret: regcred")]
    [InlineData("token: invalid")]
    [InlineData("PWD=/app OLDPWD=/ texas=big bypass=true")]
    [InlineData("failed to fetch anonymous token: unexpected status from GET request")]
    [InlineData("task-assessment-service-7bf5b7d9b8-wbhr2 and sk-assessment-service-7bf5b7d9b8-wbhr2")]
    [InlineData("password: authentication failed for user app")]
    [InlineData("env TOKEN=$(API_TOKEN) PASSWORD=${DB_PASSWORD}")]
    [InlineData("secretName: db-credentials, tokenExpiry=3600, max_tokens=4096, passwordFile=/run/x")]
    [InlineData("trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span=00f067aa0ba902b7")]
    [InlineData("GET http://frontend:80/cart?user=me@example.com 500")]
    [InlineData("recommendationservice-7bf5b7d9b8-wbhr2 of ReplicaSet recommendationservice-7bf5b7d9b8")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIC/DCCAeSgAwIBAgIQS0\n-----END CERTIFICATE-----")]
    [InlineData("resource quota exceeded: requested: requests.memory=128Mi, used: requests.memory=1Gi")]
    public void Text_that_diagnosis_needs_is_not_masked(string text) => new SecretMasker().Mask(text).ShouldBe(text);

    [Theory]
    [InlineData("\n")]
    [InlineData("\\n")]
    public void A_private_key_is_masked_whole_also_where_it_breaks_off(string newline)
    {
        var key = "-----BEGIN RSA PRIVATE KEY-----" + newline + "MIIEpAIBAAKCAQEA7bq1ZTnQ" + newline + "Zm9vYmFyYmF6cXV4MTIzNDU2" + newline;

        new SecretMasker().Mask($"loaded {key}-----END RSA PRIVATE KEY----- ok").ShouldBe("loaded [masked:private-key:1] ok");
        var broken = new SecretMasker().Mask("loaded " + key);
        broken.ShouldNotContain("MIIE");
        broken.ShouldNotContain("Zm9v");
    }

    [Fact]
    public void Only_equal_secrets_have_equal_numbers()
    {
        var masker = new SecretMasker();

        masker.Mask("password=one; token=two; url=amqp://u:one@mq").ShouldBe(
            "password=[masked:password:1]; token=[masked:password:2]; url=amqp://u:[masked:url-password:1]@mq");
        masker.Mask("password=two").ShouldBe("password=[masked:password:2]");
    }

    [Fact]
    public void Masked_text_is_not_masked_again() =>
        new SecretMasker().Mask(new SecretMasker().Mask("password=hunter2 Authorization: Bearer hunter2hunter2hunter2 mq://u:p@h"))
            .ShouldBe("password=[masked:password:3] Authorization: Bearer [masked:authorization:2] mq://u:[masked:url-password:1]@h");

    [Fact]
    public void Custom_patterns_are_applied_first() =>
        new SecretMasker(["card (?<secret>[0-9]{16})", "ACME-[0-9]+"]).Mask("card 4111111111111111 ACME-17")
            .ShouldBe("card [masked:custom:1] [masked:custom:2]");

    [Theory]
    [InlineData("(", "'('")]
    [InlineData(@"(a)\1", "cannot be used")]
    [InlineData("", "is empty")]
    public void A_pattern_that_cannot_be_used_is_refused(string pattern, string reason) =>
        Should.Throw<FormatException>(() => new SecretMasker([pattern])).Message.ShouldContain(reason);

    [Fact]
    public void No_secret_survives_in_any_position()
    {
        var masker = new SecretMasker();
        var secret = Gen.Elements("hunter2Hunter2", "p%40ss-w0rd!x", "Zm9vYmFyYmF6cXV4MTIz");
        var form = Gen.Elements(
            "password={0}", "\"db_password\": \"{0}\"", "PGPASSWORD='{0}'", "mysql://root:{0}@db/x",
            "Authorization: Bearer {0}", "api-key: {0}");
        var noise = Gen.Elements("", "2026-02-01T09:00:00Z ", "error: ", "{\"a\":1} ", "\t", "é");
        var text = from before in noise
                   from f in form
                   from s in secret
                   from after in noise
                   select (Text: before + f.Replace("{0}", s, StringComparison.Ordinal) + " " + after, Secret: s);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(text.ToArbitrary(), sample =>
            masker.Mask(sample.Text).ShouldNotContain(sample.Secret)));
    }

    [Fact]
    public void Any_text_is_masked_without_failing_and_masking_again_changes_nothing()
    {
        var masker = new SecretMasker();
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        {
            var once = masker.Mask(text ?? "");
            masker.Mask(once).ShouldBe(once);
        }));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("password=")]
    [InlineData("://a:")]
    [InlineData("eyJ.")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("cookie: ")]
    public void Hostile_text_takes_time_in_proportion_to_its_length(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var started = TimeProvider.System.GetTimestamp();

        new SecretMasker().Mask(text);

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
