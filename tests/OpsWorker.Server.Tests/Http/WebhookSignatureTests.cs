using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class WebhookSignatureTests(RunningServer server)
{
    private const string Incident =
        """{"event":{"event_type":"incident.triggered","data":{"id":"P1","title":"Down","created_at":"2026-03-01T03:00:00Z"}}}""";

    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:alarms";

    [Fact]
    public async Task A_webhook_that_is_signed_with_the_configured_secret_is_accepted()
    {
        var tenant = await server.CreateTenantAsync();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningServer.PagerDutySecret), Encoding.UTF8.GetBytes(Incident));

        var answer = await tenant.PostAsync("pagerduty", tenant.WebhookKey, Signed($"v1={Convert.ToHexStringLower(signature)}"));

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("v1=00")]
    public async Task A_webhook_without_a_valid_signature_is_refused_where_a_secret_is_configured(string? signature)
    {
        var answer = await server.Default.PostAsync("pagerduty", server.Default.WebhookKey, Signed(signature));

        answer.ShouldBeProblem(HttpStatusCode.Unauthorized);
        answer.Body.ShouldNotContain(RunningServer.PagerDutySecret);
    }

    [Theory]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"Type":"Notification","TopicArn":"arn:aws:sns:eu-central-1:1:others"}""", HttpStatusCode.Unauthorized)]
    public async Task An_alarm_that_SNS_did_not_sign_is_refused_where_the_address_names_a_topic(string payload, HttpStatusCode status)
    {
        var answer = await server.Default.PostAsync(
            "cloudwatch", $"{server.Default.WebhookKey}?topic={Topic}", new StringContent(payload));

        answer.ShouldBeProblem(status);
    }

    [Theory]
    [InlineData("alertmanager", "topic=x", "topic")]
    [InlineData("cloudwatch", "topc=x", "topc")]
    [InlineData("generic", "nmae=x", "nmae")]
    [InlineData("generic", "cluster=a&cluster=b", "cluster")]
    public async Task An_unknown_parameter_of_the_address_is_refused_with_its_name(string source, string query, string field)
    {
        var answer = await server.Default.PostAsync(source, $"{server.Default.WebhookKey}?{query}", new StringContent("{}"));

        answer.ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task The_address_names_the_cluster_of_alerts_that_name_none()
    {
        var tenant = await server.CreateTenantAsync();

        await tenant.PostAsync("generic", $"{tenant.WebhookKey}?cluster=prod-eu", new StringContent("""{"name":"A"}"""));

        var cluster = await Eventually.ShouldBeFoundAsync(
            async () => (await tenant.GetAsync("v1/alerts")).Json.GetProperty("items").EnumerateArray()
                .Select(alert => alert.GetProperty("labels").GetProperty("cluster").GetString()).FirstOrDefault(),
            "the alert recorded");
        cluster.ShouldBe("prod-eu");
    }

    private static StringContent Signed(string? signature)
    {
        var content = new StringContent(Incident);
        if (signature is not null) content.Headers.TryAddWithoutValidation("X-PagerDuty-Signature", signature);
        return content;
    }
}
