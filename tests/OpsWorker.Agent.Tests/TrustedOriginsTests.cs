using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Agent.Tests;

public sealed class TrustedOriginsTests
{
    private const string Server = "https://opsworker.example.com";
    private const string Sqs = "https://sqs.eu-west-1.amazonaws.com";

    [Theory]
    [InlineData(Server, Server)]
    [InlineData(Server + ":443/base/", Server)]
    [InlineData(Sqs, "https://evidence-bucket.s3.eu-west-1.amazonaws.com")]
    [InlineData(Sqs, "https://s3.eu-west-1.amazonaws.com")]
    public void The_configured_server_and_AWS_in_the_configured_region_are_trusted(string endpoint, string upload) =>
        Should.NotThrow(() => Check("eu-west-1", endpoint, upload));

    [Theory]
    [InlineData("http://opsworker.example.com")]
    [InlineData("https://opsworker.example.com:8443")]
    [InlineData("https://opsworker.example.com.evil.example")]
    [InlineData("https://opsworker.example.com@evil.example")]
    [InlineData("https://evil.example/?https://opsworker.example.com")]
    [InlineData("https://kubernetes.default.svc")]
    [InlineData("http://127.0.0.1:10250")]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://[fd00:ec2::254]")]
    [InlineData("http://sqs.eu-west-1.amazonaws.com")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com:8443")]
    [InlineData("https://sqs.us-east-1.amazonaws.com")]
    [InlineData("https://s3.eu-west-1.amazonaws.com")]
    [InlineData("https://lambda.eu-west-1.amazonaws.com")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com.evil.example")]
    [InlineData("https://evil-sqs.eu-west-1.amazonaws.com.cn.evil")]
    [InlineData("https://abc.execute-api.eu-west-1.amazonaws.com")]
    [InlineData("file:///etc/passwd")]
    public void Any_other_endpoint_is_refused(string endpoint)
    {
        var refusal = Should.Throw<UntrustedSessionException>(() => Check("eu-west-1", endpoint, Server));

        refusal.Message.ShouldContain("Nothing is sent");
        var upload = endpoint.Replace("//s3.", "//sqs.", StringComparison.Ordinal);
        Should.Throw<UntrustedSessionException>(() => Check("eu-west-1", Server, upload));
    }

    [Fact]
    public void Each_address_of_a_session_is_checked()
    {
        var good = Session(Server, Server);
        var origins = new TrustedOrigins(new Uri(Server));

        Should.Throw<UntrustedSessionException>(() => origins.Check(good with { CommandQueueUrl = "http://10.0.0.1/queues/commands" }));
        Should.Throw<UntrustedSessionException>(() => origins.Check(good with { ResultQueueUrl = "/queues/results" }));
        Should.NotThrow(() => origins.Check(good));
    }

    [Fact]
    public void Without_a_region_no_host_of_AWS_is_trusted_and_the_setting_is_named() =>
        Should.Throw<UntrustedSessionException>(() => Check(null, Sqs, Server)).Message.ShouldContain("OPSWORKER_AWS_REGION");

    private static void Check(string? region, string endpoint, string upload) =>
        new TrustedOrigins(new Uri(Server + "/base/"), region).Check(Session(endpoint, upload));

    private static AgentSession Session(string endpoint, string upload) => new()
    {
        ClusterId = "cl_1",
        Endpoint = new Uri(endpoint),
        Region = "eu-west-1",
        CommandQueueUrl = new Uri(new Uri(endpoint), "/queues/commands-cl-1").AbsoluteUri,
        ResultQueueUrl = new Uri(new Uri(endpoint), "/queues/results").AbsoluteUri,
        UploadOrigin = new Uri(upload),
        Credentials = new AgentCredentials { AccessKeyId = "a", SecretAccessKey = "s", SessionToken = "t", Expiration = default },
    };
}
