using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

/// <summary>The server takes Slack's signed requests and carries out what they ask for.</summary>
public sealed class SlackRequestTests(RunningServer server)
{
    [Fact]
    public async Task A_slash_command_acknowledges_the_incident_for_the_person()
    {
        var alert = AlertmanagerPayload.Alert("SlackAcknowledged", "slack");
        await server.Default.PostAlertsAsync(AlertmanagerPayload.Of(alert).ToJsonString());
        var incident = await IncidentAsync("SlackAcknowledged");
        var form = $"user_id=U0ADA&user_name=ada&text=ack+{incident.Id}&trigger_id=1.2&response_url=https%3A%2F%2Fhooks.slack.com%2Fx";

        (await SendAsync("commands", form)).Status.ShouldBe(HttpStatusCode.OK);

        await Eventually.ShouldBeTrueAsync(
            async () => (await server.Store.Incidents.GetAsync(server.Default.Organisation, incident.Id, CancellationToken.None))!
                .Acknowledged?.By == new Actor(ActorKind.SlackUser, "U0ADA", "ada"),
            "it is acknowledged");
    }

    [Fact]
    public async Task The_verification_of_the_address_is_answered_as_JSON()
    {
        var answer = await SendAsync("events", """{"type":"url_verification","challenge":"abc"}""");

        (answer.Status, answer.MediaType, answer.Body).ShouldBe((HttpStatusCode.OK, "application/json", """{"challenge":"abc"}"""));
    }

    [Theory]
    [InlineData("commands")]
    [InlineData("interactions")]
    [InlineData("events")]
    public async Task A_request_that_Slack_did_not_sign_is_refused(string path)
    {
        var answer = await SendAsync(path, "text=help", secret: "another secret");

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Body.ShouldContain("Slack:SigningSecret");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused() =>
        (await SendAsync("commands", new string('a', 300_000))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    private Task<Incident> IncidentAsync(string alert) => Eventually.ShouldBeFoundAsync(
        async () => (await server.Store.Incidents.ListAsync(
            server.Default.Organisation, new PageRequest(PageRequest.MaxLimit), CancellationToken.None)).Items
            .FirstOrDefault(incident => incident.Alerts.Any(a => a.Name == alert)),
        "the incident is opened");

    private Task<Answer> SendAsync(string path, string body, string secret = RunningServer.SlackSecret)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, $"v1/slack/{path}"))
        {
            Content = new StringContent(body),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signed));
        return Tenant.SendAsync(request);
    }
}
