using System.Text.Json.Nodes;
using System.Web;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Ssm;
using OpsWorker.Aws.Tests.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Wire;

/// <summary>
/// Our clients say on the wire what botocore says, an implementation by others of the same services, and understand the
/// answers that it got. The recordings are in <c>Wire/botocore</c>.
/// </summary>
public sealed class BotocoreTests
{
    private const string Region = "eu-west-1";
    private const string Policy = """{"Version": "2012-10-17", "Statement": []}""";

    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Operations() => [.. SqsOperations.All.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public Task Sqs_is_asked_as_botocore_asks(string operation) =>
        ShouldAskAsync($"sqs/{operation}", service => SqsOperations.All[operation](Sqs(service), Cancel));

    [Fact]
    public Task Sns_is_asked_as_botocore_asks() => ShouldAskAsync("sns/Publish", service =>
        new SnsTopic(Sns(service), "arn:aws:sns:eu-west-1:123456789012:opsworker-reports.fifo")
            .PublishAsync(new IncidentChanged(new OrganisationId("org_1"), "inc_1"), "inc_1-3", Cancel));

    [Fact]
    public Task Ssm_is_asked_as_botocore_asks() => ShouldAskAsync("ssm/GetParameter", service =>
        Ssm(service).GetParameterAsync(new GetParameterRequest { Name = "/opsworker/prod/Slack/BotToken", WithDecryption = true }, Cancel));

    [Fact]
    public Task Sts_is_asked_as_botocore_asks() => ShouldAskAsync("sts/AssumeRole", service => Sts(service).AssumeRoleAsync(Role(), Cancel));

    [Fact]
    public async Task Answers_that_botocore_got_are_understood()
    {
        await using var received = await ReplayAsync("sqs/ReceiveMessage");
        var message = (await Sqs(received).ReceiveMessageAsync(SqsOperations.Receive(), Cancel)).Messages.ShouldHaveSingleItem();
        message.Body.ShouldBe("""{"organisation":"org_1"}""");
        message.Attributes["ApproximateReceiveCount"].ShouldBe("1");
        message.MessageAttributes["Reason"].StringValue.ShouldBe("No.");

        await using var sent = await ReplayAsync("sqs/SendMessage");
        (await Sqs(sent).SendMessageAsync(SqsOperations.Send(), Cancel)).MessageId.ShouldBe(message.MessageId);

        await using var published = await ReplayAsync("sns/Publish");
        (await Sns(published).PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel)).MessageId.ShouldNotBeNull().Length.ShouldBe(36);

        await using var parameter = await ReplayAsync("ssm/GetParameter");
        (await Ssm(parameter).GetParameterAsync(new GetParameterRequest { Name = "n" }, Cancel)).Parameter.ShouldNotBeNull().Value.ShouldBe("xoxb-example");

        await using var role = await ReplayAsync("sts/AssumeRole");
        var credentials = (await Sts(role).AssumeRoleAsync(Role(), Cancel)).Credentials;
        credentials.SessionToken.ShouldBe("EXAMPLE");
        credentials.Expiration.ShouldNotBeNull().Year.ShouldBe(2026);
    }

    [Theory]
    [InlineData("sqs/SendMessage.NonExistentQueue", AmazonSQSException.QueueDoesNotExist, 400)]
    [InlineData("sqs/DeleteMessage.ReceiptHandleIsInvalid", AmazonSQSException.ReceiptHandleIsInvalid, 400)]
    [InlineData("sqs/SendMessageBatch.MissingParameter", "MissingRequiredParameterException", 400)]
    [InlineData("sns/Publish.NotFound", "NotFound", 404)]
    [InlineData("ssm/GetParameter.ParameterNotFound", AmazonSimpleSystemsManagementException.ParameterNotFound, 400)]
    public async Task Errors_that_botocore_got_are_understood(string recording, string code, int status)
    {
        await using var service = await ReplayAsync(recording);

        var error = await Should.ThrowAsync<AmazonServiceException>(() => recording[..3] switch
        {
            "sqs" => Sqs(service).SendMessageAsync(SqsOperations.Send(), Cancel),
            "sns" => Sns(service).PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel),
            _ => Ssm(service).GetParameterAsync(new GetParameterRequest { Name = "n" }, Cancel),
        });

        error.ErrorCode.ShouldBe(code);
        ((int)error.StatusCode).ShouldBe(status);
        service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_errors_of_the_services_models_are_known_by_their_codes_and_repeated_only_where_it_helps()
    {
        var models = Json("errors.json").AsObject();

        // The one code of EC2, which no service of ours answers, is unknown to the SDK.
        var repeated = Json("retries.json").AsObject()
            .Where(list => list.Key != "statuses").SelectMany(list => list.Value!.AsArray()).Select(code => code!.GetValue<string>())
            .Where(code => code != "EC2ThrottledException").ToHashSet();

        var checks = models["sqs"]!.AsObject().Select(e => CheckAsync(JsonError("com.amazonaws.sqs#" + e.Key, e.Value!), e.Key, SendAsync))
            .Concat(models["ssm"]!.AsObject().Select(e => CheckAsync(JsonError(e.Key, e.Value!), e.Key, ReadAsync)))
            .Concat(models["sns"]!.AsObject().Select(e => CheckAsync(XmlError(Code(e.Value!), e.Value!), Code(e.Value!), PublishAsync)))
            .Concat(repeated.Select(code => CheckAsync(JsonError(code, status: 400), code, SendAsync)))
            .ToList();

        checks.Count.ShouldBeGreaterThan(60);
        (await Task.WhenAll(checks)).OfType<string>().ShouldBeEmpty();

        // What is wrong with an error, or null.
        async Task<string?> CheckAsync(string answer, string code, Func<RecordedService, Task> call)
        {
            await using var service = await RecordedService.StartAsync(answer);
            var error = await Should.ThrowAsync<AmazonServiceException>(() => call(service));
            var mayPass = repeated.Contains(code) || (int)error.StatusCode >= 500;
            return (error.ErrorCode, service.Requests.Count) == (code, mayPass ? 3 : 1)
                ? null
                : $"{code} is read as {error.ErrorCode} after {service.Requests.Count} attempts";
        }
    }

    [Fact]
    public async Task Statuses_that_botocore_repeats_are_repeated_whatever_the_answer_is()
    {
        var statuses = Json("retries.json")["statuses"]!.AsArray().Select(status => status!.GetValue<int>());

        var attempts = await Task.WhenAll(statuses.Select(async status =>
        {
            await using var service = await RecordedService.StartAsync($"HTTP/1.1 {status} Error\nContent-Type: text/html\n\n<html>Try later.</html>\n");
            await Should.ThrowAsync<AmazonServiceException>(() => SendAsync(service));
            return service.Requests.Count;
        }));

        attempts.ShouldAllBe(count => count == 3);
    }

    private static AssumeRoleRequest Role() => new()
    {
        RoleArn = "arn:aws:iam::123456789012:role/opsworker-prod-agent",
        RoleSessionName = "cl_0123456789abcdef0123",
        DurationSeconds = 3600,
        Policy = Policy,
    };

    private static Task SendAsync(RecordedService service) => Sqs(service).SendMessageAsync(SqsOperations.Send(), Cancel);

    private static Task ReadAsync(RecordedService service) => Ssm(service).GetParameterAsync(new GetParameterRequest { Name = "n" }, Cancel);

    private static Task PublishAsync(RecordedService service) =>
        Sns(service).PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel);

    private static async Task ShouldAskAsync(string recording, Func<RecordedService, Task> call)
    {
        // An answer that each of them takes: what matters is the request.
        await using var service = await RecordedService.StartAsync(
            recording[..3] is "sns" or "sts" ? Recording(recording + ".response.http") : "HTTP/1.1 200 OK\n\n{}\n");

        await call(service);

        var request = service.Requests.ShouldHaveSingleItem();
        var (head, body) = Split(Recording(recording + ".request.http"));
        var (ourHead, ourBody) = Split(request.Text);
        ourHead.ShouldBe([.. head.Where(line => !line.StartsWith("Scope: ", StringComparison.Ordinal))]);
        request.Headers["Authorization"].ShouldContain("/" + head[^1]["Scope: ".Length..] + ",");
        if (body.StartsWith('{')) JsonNode.DeepEquals(JsonNode.Parse(ourBody), JsonNode.Parse(body)).ShouldBeTrue(ourBody);
        else Form(ourBody).ShouldBe(Form(body));
    }

    private static (string[] Head, string Body) Split(string text)
    {
        var parts = text.Split("\n\n", 2);
        return (parts[0].Split('\n'), parts[1].TrimEnd('\n'));
    }

    private static IEnumerable<string> Form(string body)
    {
        var form = HttpUtility.ParseQueryString(body);
        return form.AllKeys.Select(name => $"{name}={form[name]}").Order(StringComparer.Ordinal);
    }

    private static string JsonError(string type, JsonNode error) => JsonError(type, error["status"]!.GetValue<int>());

    private static string JsonError(string type, int status) =>
        $$"""
        HTTP/1.1 {{status}} Error
        Content-Type: application/x-amz-json-1.0

        {"__type":"{{type}}","message":"No."}
        """;

    private static string XmlError(string code, JsonNode error) =>
        $"""
        HTTP/1.1 {error["status"]} Error
        Content-Type: text/xml

        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>{code}</Code><Message>No.</Message></Error></ErrorResponse>
        """;

    private static string Code(JsonNode error) => error["code"]!.GetValue<string>();

    private static string Recording(string name) => RecordedService.Recording("botocore/" + name);

    private static JsonNode Json(string name) => JsonNode.Parse(Recording(name))!;

    private static Task<RecordedService> ReplayAsync(string name) => RecordedService.ReplayAsync($"botocore/{name}.response.http");

    private static AmazonSQSClient Sqs(RecordedService service) =>
        new(Credentials, new AmazonSQSConfig { ServiceURL = service.Url, AuthenticationRegion = Region });

    private static AmazonSimpleNotificationServiceClient Sns(RecordedService service) =>
        new(Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = service.Url, AuthenticationRegion = Region });

    private static AmazonSimpleSystemsManagementClient Ssm(RecordedService service) =>
        new(Credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = service.Url, AuthenticationRegion = Region });

    private static AmazonSecurityTokenServiceClient Sts(RecordedService service) =>
        new(Credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = service.Url, AuthenticationRegion = Region });
}
