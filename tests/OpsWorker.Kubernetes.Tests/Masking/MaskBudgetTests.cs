using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Tests.Masking;

/// <summary>Masking counts the characters that it looks at, so that its time can be tested without a clock.</summary>
public sealed class MaskBudgetTests
{
    private const int Size = 200_000;

    /// <summary>Characters looked at for each character of text. At 10 ns each this is 0.5 s for a megabyte.</summary>
    private const double MaxWork = 50;

    public static TheoryData<string> HostileParts =>
    [
        "a", "password=", "password:", "://a:", "://", "https://a@", "eyJ.", "eyJ-", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ",
        "cookie: ", "cookie: a=", "authorization: ", "authorization: [",
        "authorization:", "https://hooks.slack.com/services/", "secret=${secret=${", "token=\"<", "token=\\\"", "x='\"", "a:b@tcp(",
        "AAAAAAAAAAAAAAAAAAAAAAAA/", "AAAA", ",a,a", "token,", "<password>",
        "<password", "-p ", "--password ", "key ", "password ", "password is ", "bearer ", "\\\"password\\\":\\\"", "sk-", "dp.", "sk-a-",
        "123456:", "aaaaaa_", "a\n", "password: |\n", "- ",
        "$6$", "{SSHA}", "a:5432:a:a:", "a:5432:a:a:// ", "\"d\":\"", "\"d\":'a", "name:'a", "aaa_", "aaa-Aa1", "{\"data\":{",
        "\"kind\":\"Secret\",\"data\":{\"a\":\"b\"}", "a@b:", "a/b@c:1521:", "-ua:", "password:\n", "a password:\n", "<key>a</key><string>",
        "password='''", "PWD={", "=                        ", "AUTH PLAIN ", "operator unseal ", "rabbitmqctl add_user ",
        "\u001b[", "%3D", "%3A%2F%2F", "\\u0061", "\u0430", "{\"password\":", "[[[", "4111 ", "a@b.c ", "YWFhYWFhYWFhYWFhYWFhYWFhYWE=",
        "a(", "a(b,", "login('a',", "connect(a,", "VALUES (", ") = (", "(password) = (", "INSERT (password) VALUES ('a'),", "(password)",
        "....", "a....b", "-> ", "token -> ", "password: a -> ", "<<< ", "read SECRET <<< ", " \"password\" {", "secret ",
        "password for a ",
        "secret for a 'b' ", "token a: ", "password=Some(", "password=(string) ", "password=string(1) ", "password=<<", "user_a=",
        "password: a = \"", "password { a } = ", "a.b c:d1!", "net use ", "net user a ", "htpasswd -b ", "mysql -p'", "-u a -p b1 ",
        "\"a\" for flag -password ", "--value ", "secret --value a ", "--cert a.b:", "password (a) = ", "credentials: a / ", "[[",
        "password=[[",
        "{PLAIN}", "SCRAM-SHA-256$", "1/1/", "echo - ", "echo a | passwd ", "\"type\":\"password\",", "\"key\":\"a", "type=\"password",
    ];

    [Theory]
    [MemberData(nameof(HostileParts))]
    public void Hostile_text_takes_work_in_proportion_to_its_length(string part)
    {
        var (small, large) = (Work(part, Size / 4), Work(part, Size));

        large.ShouldBeLessThanOrEqualTo(MaxWork);
        large.ShouldBeLessThanOrEqualTo(Math.Max(small * 1.5, 2), "twice the text may take twice the work and no more");
    }

    [Fact]
    public void An_answer_beyond_its_budget_is_withheld_with_an_error()
    {
        var masker = new SecretMasker();
        var run = new MaskRun(new Pseudonyms(byValue: false), 0);
        var lines = string.Concat(Enumerable.Repeat("connected as app with password=hunter2\n", 100_000));

        var masked = masker.MaskText(lines, run);

        masked.ShouldNotContain("hunter2");
        masked.ShouldContain(MaskRun.WithheldText);
        run.Withheld.ShouldBeGreaterThan(0);
        masked.Length.ShouldBeLessThan(lines.Length);
    }

    [Fact]
    public void A_json_answer_beyond_its_budget_is_still_json()
    {
        var run = new MaskRun(new Pseudonyms(byValue: true), 0);
        run.Add(10_000_000);

        const string Withheld = MaskRun.WithheldText;
        new SecretMasker().MaskJson("""{"kind":"Pod","data":{"a":"x","password":"hunter2"},"message":"y"}""", run)
            .ShouldBe($$"""{"kind":"Pod","data":{"a":"{{Withheld}}","password":"{{Withheld}}"},"message":"{{Withheld}}"}""");
        run.Withheld.ShouldBe(9);
    }

    [Fact]
    public void A_megabyte_of_ordinary_log_stays_far_within_its_budget()
    {
        var result = new SecretMasker().Mask(new QueryResult
        {
            Query = new Query { Verb = QueryVerb.Logs },
            Outcome = QueryOutcome.Success,
            Content = string.Join('\n', Corpus.OrdinaryLines.Draw(new Corpus.Fake(1), 6000)),
            CollectedAt = DateTimeOffset.UnixEpoch,
        });

        result.Error.ShouldBeNull();
        result.Content.ShouldNotContain(MaskRun.WithheldText);
    }

    private static double Work(string part, int size)
    {
        var text = string.Concat(Enumerable.Repeat(part, size / part.Length));
        var masker = new SecretMasker(personalData: true);
        var run = masker.Run(byValue: false, text.Length);
        masker.MaskText(text, run);
        return (double)run.Work / text.Length;
    }
}
