using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class WebhookTests(RunningServer server)
{
    [Fact]
    public async Task Alerts_are_answered_with_their_ids_in_the_order_of_the_payload()
    {
        var tenant = await server.CreateTenantAsync();
        JsonObject[] alerts = [AlertmanagerPayload.Alert("B"), AlertmanagerPayload.Alert("A")];
        var payload = AlertmanagerPayload.Of(alerts);
        payload["truncatedAlerts"] = 3;

        var answer = await tenant.PostAlertsAsync(payload.ToJsonString());

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Json.GetProperty("truncated").GetInt32().ShouldBe(3);
        var ids = answer.Json.GetProperty("alerts").EnumerateArray().Select(id => id.GetString()!).ToList();
        ids.Count.ShouldBe(2);
        var recorded = await Eventually.ShouldBeFoundAsync(async () => await RecordedAsync(tenant, ids.Count), "both alerts recorded");
        recorded[ids[0]].ShouldBe("B");
        recorded[ids[1]].ShouldBe("A");
    }

    [Fact]
    public async Task An_alert_that_is_sent_again_keeps_its_id()
    {
        var tenant = await server.CreateTenantAsync();
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A")).ToJsonString();

        var first = await tenant.PostAlertsAsync(payload);
        var second = await tenant.PostAlertsAsync(payload);

        second.Status.ShouldBe(HttpStatusCode.Accepted);
        second.Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task The_same_alert_of_two_organisations_has_two_ids()
    {
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A")).ToJsonString();

        var one = await (await server.CreateTenantAsync()).PostAlertsAsync(payload);
        var other = await (await server.CreateTenantAsync()).PostAlertsAsync(payload);

        other.Body.ShouldNotBe(one.Body);
    }

    [Theory]
    [InlineData("Bearer {0}", HttpStatusCode.Accepted)]
    [InlineData("Basic opsworker:{0}", HttpStatusCode.Accepted)]
    [InlineData("Basic :{0}", HttpStatusCode.Accepted)]
    [InlineData("Bearer {0}x", HttpStatusCode.Unauthorized)]
    [InlineData("Basic {0}:", HttpStatusCode.Unauthorized)]
    [InlineData("Basic", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task The_key_may_come_as_a_header_in_place_of_the_address(string form, HttpStatusCode status)
    {
        var tenant = await server.CreateTenantAsync();
        var header = string.Format(CultureInfo.InvariantCulture, form, tenant.WebhookKey);
        if (header.Split(' ') is ["Basic", var pair]) header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A")).ToJsonString();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(tenant.Address, "v1/webhooks/alertmanager"))
        {
            Content = new StringContent(payload),
        };
        request.Headers.TryAddWithoutValidation("Authorization", header);

        (await Tenant.SendAsync(request)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("xyz")]
    public async Task A_chunk_whose_size_is_no_size_is_the_senders_mistake(string size)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = $"POST /v1/webhooks/alertmanager/{server.Default.WebhookKey} HTTP/1.1\r\nHost: {server.Address.Authority}\r\n"
            + $"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public async Task A_wrong_key_and_a_key_of_another_kind_are_answered_alike_whatever_the_source()
    {
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A")).ToJsonString();

        var wrongKey = await server.Default.PostAsync("alertmanager", "oww_wrong", new StringContent(payload));
        var wrongSource = await server.Default.PostAsync("nobody", "oww_wrong", new StringContent(payload));
        var apiKey = await server.Default.PostAsync("alertmanager", server.Default.ApiKey, new StringContent(payload));

        wrongKey.ShouldBeProblem(HttpStatusCode.Unauthorized);
        WithoutTrace(wrongSource).ShouldBe(WithoutTrace(wrongKey));
        WithoutTrace(apiKey).ShouldBe(WithoutTrace(wrongKey));
    }

    [Fact]
    public async Task An_unknown_source_is_not_found_and_the_sources_are_listed()
    {
        var answer = await server.Default.PostAsync("nobody", server.Default.WebhookKey, new StringContent("{}"));

        answer.ShouldBeProblem(HttpStatusCode.NotFound);
        foreach (var source in AlertSources.All) answer.Json.GetProperty("detail").GetString()!.ShouldContain(source.Name);
    }

    [Fact]
    public async Task Prometheus_itself_can_send_to_the_path_of_Alertmanagers_interface()
    {
        var tenant = await server.CreateTenantAsync();
        const string alerts = """[{"labels":{"alertname":"Up"},"startsAt":"2026-03-01T03:00:00Z","endsAt":"2099-01-01T00:00:00Z"}]""";

        var answer = await tenant.PostAsync("prometheus", $"{tenant.WebhookKey}/api/v2/alerts", new StringContent(alerts));

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Json.GetProperty("alerts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_before_the_payload_is_read()
    {
        var answer = await server.Default.PostAsync("alertmanager", "oww_wrong", new StringContent("no JSON"));

        answer.ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"version": "4", "alerts": [""", "")]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("[1]", "[0]")]
    [InlineData("""{"version": "4"}""", "alerts")]
    [InlineData("""{"version": "4", "alerts": []}""", "alerts")]
    [InlineData("""{"version": "4", "alerts": [{"startsAt": "yesterday"}]}""", "alerts[0].startsAt")]
    [InlineData("""{"version": "4", "alerts": [{"startsAt": "2026-03-01T03:00:00Z", "status": "odd"}]}""", "alerts[0].status")]
    [InlineData("""{"version": "4", "alerts": [{"startsAt": "2026-03-01T03:00:00Z", "labels": []}]}""", "alerts[0].labels")]
    public async Task A_payload_that_cannot_be_understood_is_refused_with_the_field_that_is_wrong(string payload, string field)
    {
        var answer = await server.Default.PostAlertsAsync(payload);

        answer.ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task An_alert_that_is_wrong_is_named_in_the_answer_and_the_others_are_accepted()
    {
        var tenant = await server.CreateTenantAsync();
        var wrong = AlertmanagerPayload.Alert("B");
        wrong["startsAt"] = "yesterday";

        var answer = await tenant.PostAlertsAsync(AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A"), wrong).ToJsonString());

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Json.GetProperty("refusedCount").GetInt32().ShouldBe(1);
        answer.Json.GetProperty("refused")[0].GetProperty("field").GetString().ShouldBe("alerts[1].startsAt");
        var recorded = await Eventually.ShouldBeFoundAsync(async () => await RecordedAsync(tenant, 1), "the right alert recorded");
        recorded.Values.ShouldBe(["A"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_its_length_is_told(bool lengthIsTold)
    {
        var body = Encoding.UTF8.GetBytes(new string(' ', IntakeLimits.MaxPayloadBytes + 1));
        HttpContent content = lengthIsTold ? new ByteArrayContent(body) : new StreamContent(new UnseekableStream(body));

        var answer = await server.Default.PostAsync("alertmanager", server.Default.WebhookKey, content);

        answer.ShouldBeProblemOf("", HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<Dictionary<string, string>?> RecordedAsync(Tenant tenant, int count)
    {
        var items = (await tenant.GetAsync("v1/alerts")).Json.GetProperty("items").EnumerateArray().ToList();
        return items.Count < count
            ? null
            : items.ToDictionary(item => item.GetProperty("id").GetString()!, item => item.GetProperty("name").GetString()!);
    }

    // The id of the request's trace differs; nothing else may.
    private static string WithoutTrace(Answer answer)
    {
        var problem = JsonNode.Parse(answer.Body)!.AsObject();
        problem.Remove("traceId");
        return $"{answer.Status} {answer.MediaType} {problem.ToJsonString()}";
    }

    private sealed class UnseekableStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
