using System.Globalization;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Ssm;

namespace OpsWorker.Aws.Tests.Wire;

/// <summary>
/// A process whose clock is wrong signs with a time that the services refuse; with the time of their answer it goes on.
/// SQS is in <see cref="Sqs.AmazonSQSClientTests"/>.
/// </summary>
public sealed class ClockSkewTests
{
    private const string Message = "Signature expired: 20260301T030000Z is now earlier than 20360102T024905Z (20360102T030405Z - 15 min.)";
    private static readonly DateTimeOffset Date = new(2036, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Ssm_is_asked_again_with_its_own_time() => ShouldBeCorrectedAsync(
        Refusal("application/x-amz-json-1.1", $$"""{"__type":"InvalidSignatureException","message":"{{Message}}"}"""),
        "ssm/GetParameter.response.http",
        url => new AmazonSimpleSystemsManagementClient(
                Credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .GetParameterAsync(new GetParameterRequest { Name = "n" }, Cancel));

    [Fact]
    public Task Sns_is_asked_again_with_its_own_time() => ShouldBeCorrectedAsync(
        Refusal("text/xml", Xml("http://sns.amazonaws.com/doc/2010-03-31/")),
        "sns/Publish.response.http",
        url => new AmazonSimpleNotificationServiceClient(
                Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel));

    [Fact]
    public Task Sts_is_asked_again_with_its_own_time() => ShouldBeCorrectedAsync(
        Refusal("text/xml", Xml("https://sts.amazonaws.com/doc/2011-06-15/")),
        "sts/AssumeRole.response.http",
        url => new AmazonSecurityTokenServiceClient(
                Credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/agent", RoleSessionName = "cl_1" }, Cancel));

    private static async Task ShouldBeCorrectedAsync(string refusal, string answer, Func<string, Task> call)
    {
        await using var service = await RecordedService.StartAsync(refusal, RecordedService.Recording(answer));

        await call(service.Url);

        service.Requests.Count.ShouldBe(2);
        service.Requests[1].Headers["X-Amz-Date"].ShouldStartWith("20360102T0304");
    }

    private static string Refusal(string type, string body) =>
        $"HTTP/1.1 403 Forbidden\nContent-Type: {type}\nDate: {Date.ToString("R", CultureInfo.InvariantCulture)}\n\n{body}\n";

    private static string Xml(string space) =>
        $"<ErrorResponse xmlns=\"{space}\"><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>{Message}</Message></Error></ErrorResponse>";
}
