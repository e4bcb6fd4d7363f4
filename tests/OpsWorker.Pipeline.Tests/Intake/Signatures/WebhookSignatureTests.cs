using System.Security.Cryptography;
using System.Text;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Signatures;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake.Signatures;

public sealed class WebhookSignatureTests
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Body = "Hello, World!";

    // Of the body with the secret, as GitHub's documentation publishes it for HMAC-SHA256.
    private const string Known = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    public static TheoryData<string> Signing() => [.. WebhookSignature.All.Select(signature => signature.Source)];

    [Theory]
    [MemberData(nameof(Signing))]
    public void A_signature_with_the_secret_is_valid(string source) => Verify(source, Prefix(source) + Known);

    [Theory]
    [MemberData(nameof(Signing))]
    public void Any_other_signature_is_refused(string source)
    {
        string?[] others = [null, "", "x", Prefix(source) + Known[..^1] + "8", Prefix(source) + Known[..^1], Prefix(source), $"v9={Known}"];

        foreach (var other in others) Should.Throw<InvalidSignatureException>(() => Verify(source, other), other ?? "none");
    }

    [Fact]
    public void One_of_PagerDutys_signatures_is_enough_while_a_secret_is_replaced()
    {
        Verify("pagerduty", $"v1={new string('0', 64)},v1={Known}");

        Should.Throw<InvalidSignatureException>(() => Verify("pagerduty", string.Concat(Enumerable.Repeat("v1=0,", 50)) + $"v1={Known}"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_signed_time_must_be_near(int seconds, bool isValid)
    {
        var timestamp = TestClock.Start.AddSeconds(seconds).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{timestamp}:{Body}"));
        void VerifyAt() => WebhookSignature.Of("grafana")!.Verify(
            name => name == "X-Grafana-Alerting-Timestamp" ? timestamp : Convert.ToHexStringLower(signed),
            Encoding.UTF8.GetBytes(Body),
            Secret,
            TestClock.Start);

        if (isValid) Should.NotThrow(VerifyAt);
        else Should.Throw<InvalidSignatureException>(VerifyAt);
    }

    [Fact]
    public void No_refusal_has_the_secret_or_the_right_signature()
    {
        var refused = Should.Throw<InvalidSignatureException>(() => Verify("sentry", "x"));

        refused.Message.ShouldNotContain(Secret);
        refused.Message.ShouldNotContain(Known);
    }

    private static string Prefix(string source) => WebhookSignature.Of(source)!.Prefix;

    private static void Verify(string source, string? given) => WebhookSignature.Of(source)!.Verify(
        name => name == WebhookSignature.Of(source)!.Header ? given : null, Encoding.UTF8.GetBytes(Body), Secret, TestClock.Start);
}
