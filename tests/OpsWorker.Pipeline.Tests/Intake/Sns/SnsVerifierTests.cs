using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sns;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake.Sns;

public sealed class SnsVerifierTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
    private const string Certificate = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem";
    private const string Confirmation =
        "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:123456789012:alarms&Token=t";

    private readonly RSA _key = RsaKeys.Copy();
    private readonly StandIn _sns = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly SnsVerifier _verifier;

    public SnsVerifierTests()
    {
        _sns.Pem = Pem(_key, TestClock.Start.AddYears(1));
        _verifier = new SnsVerifier(_sns, _time);
    }

    [Theory]
    [InlineData("1", "ALARM")]
    [InlineData("2", "ALARM")]
    [InlineData("2", null)]
    public async Task A_notification_that_SNS_signed_is_accepted(string version, string? subject)
    {
        (await VerifyAsync(Notification(version, subject))).ShouldBeFalse();

        _sns.Confirmed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_is_fetched_once()
    {
        await VerifyAsync(Notification("2"));
        await VerifyAsync(Notification("1"));

        _sns.Fetched.ShouldBe([new Uri(Certificate)]);
    }

    [Theory]
    [InlineData("Message", "other")]
    [InlineData("MessageId", "other")]
    [InlineData("Subject", "other")]
    [InlineData("Timestamp", "2026-03-01T04:00:00.000Z")]
    [InlineData("Signature", "AAAA")]
    [InlineData("SignatureVersion", "1")]
    [InlineData("SignatureVersion", "3")]
    public async Task A_notification_that_was_changed_is_refused(string field, string value)
    {
        var message = Notification("2");
        message[field] = value;

        await Should.ThrowAsync<InvalidSignatureException>(() => VerifyAsync(message));
    }

    [Fact]
    public async Task A_notification_of_another_topic_is_refused_without_a_request()
    {
        await Should.ThrowAsync<InvalidSignatureException>(
            () => VerifyAsync(Notification("2"), "arn:aws:sns:eu-central-1:123456789012:others"));

        _sns.Fetched.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://sns.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com.attacker.example/a.pem")]
    [InlineData("https://attacker.example/sns.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com@attacker.example/a.pem")]
    [InlineData("https://x:y@sns.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com:8443/a.pem")]
    [InlineData("https://sns.us-east-1.amazonaws.com/a.pem")]
    [InlineData("https://bucket.s3.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com/a.txt")]
    [InlineData("https://sns.eu-central-1.amazonaws.com/?a=b.pem")]
    [InlineData("https://sns.s3-eu-central-1.amazonaws.com/a.pem")]
    [InlineData("file:///etc/passwd.pem")]
    [InlineData("a.pem")]
    public async Task A_certificate_is_fetched_from_SNS_alone(string address)
    {
        var message = Notification("2");
        message["SigningCertURL"] = address;

        await Should.ThrowAsync<InvalidSignatureException>(() => VerifyAsync(message));

        _sns.Fetched.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not a certificate")]
    [InlineData("")]
    public async Task What_is_no_certificate_is_refused(string pem)
    {
        _sns.Pem = pem;

        await Should.ThrowAsync<InvalidSignatureException>(() => VerifyAsync(Notification("2")));
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await VerifyAsync(Notification("2"));
        _time.Advance(TimeSpan.FromDays(400));

        await Should.ThrowAsync<InvalidSignatureException>(() => VerifyAsync(Notification("2")));
    }

    [Fact]
    public async Task The_subscription_of_the_topic_is_confirmed()
    {
        (await VerifyAsync(Request(Confirmation))).ShouldBeTrue();

        _sns.Confirmed.ShouldBe([new Uri(Confirmation)]);
    }

    [Theory]
    [InlineData("https://attacker.example/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:123456789012:alarms")]
    [InlineData("https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:123456789012:others")]
    [InlineData("https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic&TopicArn=arn:aws:sns:eu-central-1:123456789012:alarms")]
    public async Task No_other_address_is_asked_to_confirm(string address)
    {
        await Should.ThrowAsync<InvalidSignatureException>(() => VerifyAsync(Request(address)));

        _sns.Confirmed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_confirmation_that_SNS_did_not_sign_confirms_nothing()
    {
        var request = Request(Confirmation);
        request["Token"] = "another";

        await Should.ThrowAsync<InvalidSignatureException>(() => VerifyAsync(request));

        _sns.Confirmed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"AlarmName":"raw delivery"}""", "Type")]
    [InlineData("""{"Type":"Notification"}""", "TopicArn")]
    [InlineData("[]", "")]
    [InlineData("no JSON", "")]
    public async Task What_is_no_message_of_SNS_is_refused_with_its_place(string payload, string field)
    {
        var refused = await Should.ThrowAsync<InvalidPayloadException>(
            () => _verifier.VerifyAsync(Encoding.UTF8.GetBytes(payload), Topic, CancellationToken.None));

        refused.Field.ShouldBe(field);
    }

    public void Dispose() => _key.Dispose();

    private Task<bool> VerifyAsync(JsonObject message, string topic = Topic) =>
        _verifier.VerifyAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), topic, CancellationToken.None);

    private JsonObject Notification(string version, string? subject = "ALARM")
    {
        var message = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = "m",
            ["TopicArn"] = Topic,
            ["Message"] = "{\"AlarmName\":\"a\"}",
            ["Timestamp"] = "2026-03-01T03:00:00.000Z",
            ["SignatureVersion"] = version,
            ["SigningCertURL"] = Certificate,
        };
        if (subject is not null) message["Subject"] = subject;
        return Signed(message, ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]);
    }

    private JsonObject Request(string address) => Signed(
        new JsonObject
        {
            ["Type"] = "SubscriptionConfirmation",
            ["MessageId"] = "m",
            ["TopicArn"] = Topic,
            ["Message"] = "You have chosen to subscribe",
            ["Token"] = "t",
            ["SubscribeURL"] = address,
            ["Timestamp"] = "2026-03-01T03:00:00.000Z",
            ["SignatureVersion"] = "2",
            ["SigningCertURL"] = Certificate,
        },
        ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]);

    private JsonObject Signed(JsonObject message, string[] fields)
    {
        var text = string.Concat(fields.Where(message.ContainsKey).Select(field => $"{field}\n{message[field]!.GetValue<string>()}\n"));
        var hash = message["SignatureVersion"]!.GetValue<string>() == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        message["Signature"] = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(text), hash, RSASignaturePadding.Pkcs1));
        return message;
    }

    private static string Pem(RSA key, DateTimeOffset until)
    {
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TestClock.Start.AddYears(-1), until);
        return certificate.ExportCertificatePem();
    }

    private sealed class StandIn : ISnsEndpoint
    {
        public string Pem { get; set; } = "";

        public List<Uri> Fetched { get; } = [];

        public List<Uri> Confirmed { get; } = [];

        public Task<string> GetCertificateAsync(Uri address, CancellationToken cancellationToken)
        {
            Fetched.Add(address);
            return Task.FromResult(Pem);
        }

        public Task ConfirmSubscriptionAsync(Uri address, CancellationToken cancellationToken)
        {
            Confirmed.Add(address);
            return Task.CompletedTask;
        }
    }
}
