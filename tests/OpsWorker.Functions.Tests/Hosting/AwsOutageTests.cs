using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Aws.Runtime;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Tests.EndToEnd;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.Hosting;

/// <summary>A table that is out of reach while a webhook comes in: the sender is asked to try again, within the function's time.</summary>
public sealed class AwsOutageTests : IDisposable
{
    private const string Webhook = "/v1/webhooks/alertmanager/oww_0000000000000000000000000000000000000000000";

    private readonly RecordingLoggers _loggers = new();
    private readonly ConcurrentDictionary<string, bool> _attempts = new();
    private int _requests;

    [Fact]
    public async Task A_table_that_refuses_connections_is_answered_with_503()
    {
        var answer = await PostAsync("http://127.0.0.1:1");

        ShouldAskForARetry(answer);
        _loggers.Text.ShouldContain("Connection refused");
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(500, "InternalServerError")]
    public async Task A_table_that_is_overloaded_is_answered_with_503_after_two_attempts(int status, string error)
    {
        await using var table = await StartTableAsync(context => WriteErrorAsync(context, status, error));

        var answer = await PostAsync(table.Urls.Single());

        ShouldAskForARetry(answer);
        ShouldHaveBeenTriedTwice();
    }

    [Fact]
    public async Task A_table_that_does_not_answer_is_given_up_after_the_time_limit()
    {
        await using var table = await StartTableAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var limit = TimeSpan.FromMilliseconds(50);

        ShouldAskForARetry(await PostAsync(table.Urls.Single(), new AwsClientLimits(MaxErrorRetry: 1, limit, limit)));
    }

    [Fact]
    public async Task A_request_that_the_table_finds_wrong_is_our_fault()
    {
        await using var table = await StartTableAsync(context => WriteErrorAsync(context, 400, "ValidationException"));

        StoryRun.Status(await PostAsync(table.Urls.Single())).ShouldBe(500);
        _requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_table_that_does_not_answer_is_given_up_with_the_limits_of_webhooks()
    {
        await using var table = await StartTableAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        ShouldAskForARetry(await PostAsync(table.Urls.Single()));

        ShouldHaveBeenTriedTwice();
    }

    [Fact]
    public void All_attempts_of_a_call_and_their_pauses_fit_into_the_time_that_the_function_has()
    {
        AwsClientLimits.ForWebhooks.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        AwsClientLimits.ForRequests.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        AwsClientLimits.ForMessages.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    public void Dispose() => _loggers.Dispose();

    private static void ShouldAskForARetry(JsonNode answer)
    {
        StoryRun.Status(answer).ShouldBe(503, answer.ToString());
        answer["headers"]!["Retry-After"]!.GetValue<string>().ShouldBe("5");
        answer["headers"]!["Content-Type"]!.GetValue<string>().ShouldBe("application/problem+json");
        JsonNode.Parse(answer["body"]!.GetValue<string>())!["status"]!.GetValue<int>().ShouldBe(503);
    }

    /// <summary>Counts attempts, not requests: the platform's client may send an attempt twice when its time runs out.</summary>
    private void ShouldHaveBeenTriedTwice()
    {
        _attempts.Keys.ShouldContain("attempt=2; max=2", _loggers.Text);
        _attempts.Keys.ShouldAllBe(attempt => attempt.EndsWith("; max=2", StringComparison.Ordinal), _loggers.Text);
    }

    private async Task<JsonNode> PostAsync(string table, AwsClientLimits? limits = null)
    {
        var credentials = new BasicAWSCredentials("testing", "testing");
        var config = new AmazonDynamoDBConfig { ServiceURL = table, AuthenticationRegion = AwsEndpoint.Region };
        (limits ?? AwsClientLimits.ForWebhooks).ApplyTo(config);
        using var client = new AmazonDynamoDBClient(credentials, config);
        using var queue = new AmazonSQSClient(
            credentials, new AmazonSQSConfig { ServiceURL = table, AuthenticationRegion = AwsEndpoint.Region });
        var settings = new FunctionSettings
        {
            Table = "records",
            Bucket = "evidence",
            QueueUrlPrefix = table + "/123456789012/opsworker-",
            TopicArn = "arn:aws:sns:us-east-1:123456789012:reports.fifo",
            SecretsPrefix = "/opsworker/",
            Retention = TimeSpan.FromDays(1),
        };
        var ports = new FunctionPorts(
            settings, new AwsClients { DynamoDb = new(() => client), Sqs = new(() => queue) }, TimeProvider.System);
        var composition = new FunctionsComposition(ports, TimeProvider.System, _loggers.Factory, TextWriter.Null);
        var normalizer = composition.Normalizer();
        return await HttpCall.SendAsync(normalizer.In(TimeProvider.System), "POST", Webhook, body: Encoding.UTF8.GetBytes("{}"));
    }

    private async Task<WebApplication> StartTableAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var table = builder.Build();
        table.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            _attempts[context.Request.Headers["amz-sdk-request"].ToString()] = true;
            return answer(context);
        });
        await table.StartAsync();
        return table;
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.0";
        return context.Response.WriteAsync($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{error}}","message":"No."}""");
    }
}
