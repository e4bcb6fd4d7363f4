using System.Globalization;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Amazon.SQS;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sns.Model;

namespace OpsWorker.Aws.Tests.Wire;

/// <summary>
/// A process with a wrong clock signs with a time that the services refuse. The client corrects it by the time of the answer.
/// </summary>
public sealed class ClockSkewTests
{
    private const string Message =
        "Signature expired: 20260301T030000Z is now earlier than 20360102T024905Z (20360102T030405Z - 15 min.)";

    private static readonly DateTimeOffset Date = new(2036, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_refused_call_to_sqs_is_retried_with_the_time_of_the_answer() => ShouldBeCorrectedAsync(
        Refusal("application/x-amz-json-1.0", Json("com.amazon.coral.service#InvalidSignatureException")),
        "HTTP/1.1 200 OK\n\n{}",
        url => new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .DeleteMessageAsync("https://sqs.eu-west-1.amazonaws.com/123456789012/q", "r1", Cancel));

    [Fact]
    public Task A_refused_call_to_ssm_is_retried_with_the_time_of_the_answer() => ShouldBeCorrectedAsync(
        Refusal("application/x-amz-json-1.1", Json("InvalidSignatureException")),
        RecordedService.Recording("ssm/GetParameter.response.http"),
        url => new AmazonSimpleSystemsManagementClient(
                Credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .GetParameterAsync(new GetParameterRequest { Name = "n" }, Cancel));

    [Fact]
    public Task A_refused_call_to_sns_is_retried_with_the_time_of_the_answer() => ShouldBeCorrectedAsync(
        Refusal("text/xml", Xml("http://sns.amazonaws.com/doc/2010-03-31/")),
        RecordedService.Recording("sns/Publish.response.http"),
        url => new AmazonSimpleNotificationServiceClient(
                Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel));

    [Fact]
    public Task A_refused_call_to_sts_is_retried_with_the_time_of_the_answer() => ShouldBeCorrectedAsync(
        Refusal("text/xml", Xml("https://sts.amazonaws.com/doc/2011-06-15/")),
        RecordedService.Recording("sts/AssumeRole.response.http"),
        url => new AmazonSecurityTokenServiceClient(
                Credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" })
            .AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/agent", RoleSessionName = "cl_1" }, Cancel));

    private static async Task ShouldBeCorrectedAsync(string refusal, string answer, Func<string, Task> call)
    {
        await using var service = await RecordedService.StartAsync(refusal, answer);

        await call(service.Url);

        service.Requests.Count.ShouldBe(2);
        service.Requests[1].Headers["X-Amz-Date"].ShouldStartWith("20360102T0304");
    }

    private static string Refusal(string type, string body) =>
        $"HTTP/1.1 403 Forbidden\nContent-Type: {type}\nDate: {Date.ToString("R", CultureInfo.InvariantCulture)}\n\n{body}\n";

    private static string Json(string type) => $$"""{"__type":"{{type}}","message":"{{Message}}"}""";

    private static string Xml(string space) =>
        $"""
        <ErrorResponse xmlns="{space}">
          <Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>{Message}</Message></Error>
        </ErrorResponse>
        """;
}
