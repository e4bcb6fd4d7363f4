using System.Text.Json.Nodes;
using System.Web;
using Amazon.Runtime;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sns.Model;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Tests.Sns;

/// <summary>
/// Our SNS client against recordings of botocore, an independent implementation: the same requests, answers, errors and
/// retries. The recordings are in <c>Wire/botocore</c>.
/// </summary>
public sealed class SnsRecordingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_is_the_one_that_botocore_sends()
    {
        await using var service = await RecordedService.ReplayAsync("botocore/sns/Publish.response.http");

        await new SnsTopic(Client(service), "arn:aws:sns:eu-west-1:123456789012:opsworker-reports.fifo")
            .PublishAsync(new IncidentChanged(new OrganisationId("org_1"), "inc_1"), "inc_1-3", Cancel);

        var request = service.Requests.ShouldHaveSingleItem();
        var (head, body) = RecordedService.Split(RecordedService.Recording("botocore/sns/Publish.request.http"));
        head.ShouldBe([request.Line, "Content-Type: " + request.Headers["Content-Type"], "Scope: eu-west-1/sns/aws4_request"]);
        request.Headers["Authorization"].ShouldContain("/eu-west-1/sns/aws4_request,");
        Form(request.Body).ShouldBe(Form(body));
    }

    [Fact]
    public async Task The_answer_that_botocore_received_is_read()
    {
        await using var service = await RecordedService.ReplayAsync("botocore/sns/Publish.response.http");

        (await PublishAsync(service)).MessageId.ShouldNotBeNull().Length.ShouldBe(36);
    }

    [Fact]
    public async Task The_error_that_botocore_received_is_read()
    {
        await using var service = await RecordedService.ReplayAsync("botocore/sns/Publish.NotFound.response.http");

        var error = await Should.ThrowAsync<AmazonSimpleNotificationServiceException>(() => PublishAsync(service));

        error.ErrorCode.ShouldBe("NotFound");
        ((int)error.StatusCode).ShouldBe(404);
        service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Errors_of_the_service_model_keep_their_codes_and_only_transient_ones_are_retried()
    {
        // The SDK does not know the one code of EC2, which SNS never answers.
        var retried = Json("retries.json").AsObject()
            .Where(list => list.Key != "statuses").SelectMany(list => list.Value!.AsArray()).Select(code => code!.GetValue<string>())
            .Where(code => code != "EC2ThrottledException").ToHashSet();
        var errors = Json("errors.json")["sns"]!.AsObject()
            .Select(error => (Code: error.Value!["code"]!.GetValue<string>(), Status: error.Value!["status"]!.GetValue<int>()))
            .Concat(retried.Select(code => (Code: code, Status: 400)))
            .ToList();

        errors.Count.ShouldBeGreaterThan(30);
        (await Task.WhenAll(errors.Select(error => DifferenceAsync(error.Code, error.Status, retried)))).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Statuses_that_botocore_retries_are_retried_whatever_the_body()
    {
        var statuses = Json("retries.json")["statuses"]!.AsArray().Select(status => status!.GetValue<int>());

        var attempts = await Task.WhenAll(statuses.Select(async status =>
        {
            await using var service = await RecordedService.StartAsync(
                $"HTTP/1.1 {status} Error\nContent-Type: text/html\n\n<html>Try later.</html>\n");
            await Should.ThrowAsync<AmazonServiceException>(() => PublishAsync(service));
            return service.Requests.Count;
        }));

        attempts.ShouldAllBe(count => count == 3);
    }

    // The difference from the model, or null.
    private static async Task<string?> DifferenceAsync(string code, int status, HashSet<string> retried)
    {
        await using var service = await RecordedService.StartAsync(XmlError(code, status));
        var error = await Should.ThrowAsync<AmazonSimpleNotificationServiceException>(() => PublishAsync(service));
        var isTransient = retried.Contains(code) || status >= 500;
        return (error.ErrorCode, service.Requests.Count) == (code, isTransient ? 3 : 1)
            ? null
            : $"{code} is read as {error.ErrorCode} after {service.Requests.Count} attempts";
    }

    private static IEnumerable<string> Form(string body)
    {
        var form = HttpUtility.ParseQueryString(body);
        return form.AllKeys.Select(name => $"{name}={form[name]}").Order(StringComparer.Ordinal);
    }

    private static string XmlError(string code, int status) =>
        $"""
        HTTP/1.1 {status} Error
        Content-Type: text/xml

        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error><Type>Sender</Type><Code>{code}</Code><Message>No.</Message></Error>
        </ErrorResponse>
        """;

    private static JsonNode Json(string name) => JsonNode.Parse(RecordedService.Recording("botocore/" + name))!;

    private static Task<PublishResponse> PublishAsync(RecordedService service) =>
        Client(service).PublishAsync(new PublishRequest { TopicArn = "arn", Message = "{}" }, Cancel);

    private static AmazonSimpleNotificationServiceClient Client(RecordedService service) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonSimpleNotificationServiceConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
