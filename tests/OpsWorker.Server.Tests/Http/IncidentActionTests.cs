using System.Net;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class IncidentActionTests(RunningServer server)
{
    [Fact]
    public async Task An_incident_is_acknowledged_once_commented_on_and_closed_and_the_audit_log_says_so()
    {
        var (tenant, id) = await IncidentAsync();

        await PostAsync(tenant, id, "acknowledge");
        await PostAsync(tenant, id, "acknowledge");
        await PostAsync(tenant, id, "comment", """{"text":"Rolled back."}""");
        var closed = await PostAsync(tenant, id, "close", """{"reason":"Done."}""");

        var incident = closed.GetProperty("incident");
        incident.GetProperty("status").GetString().ShouldBe("Resolved");
        incident.GetProperty("closed").GetProperty("reason").GetString().ShouldBe("Done.");
        incident.GetProperty("acknowledged").GetProperty("by").GetProperty("kind").GetString().ShouldBe("ApiKey");
        incident.GetProperty("comments")[0].GetProperty("text").GetString().ShouldBe("Rolled back.");
        var log = await tenant.GetAsync("v1/audit");
        log.Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).ShouldBe(
            ["incident.close", "incident.comment", "incident.acknowledge", "incident.acknowledge"]);
    }

    [Theory]
    [InlineData("Respond", "acknowledge")]
    [InlineData("Investigate", "investigate")]
    public async Task A_key_that_may_not_read_the_answer_is_refused_before_anything_is_done(string scope, string action)
    {
        var (tenant, id) = await IncidentAsync();
        var added = await tenant.SendAsync(
            HttpMethod.Post, "v1/keys", $$"""{"kind":"Api","role":"Operator","scopes":["{{scope}}"]}""");

        var answer = await tenant.SendAsync(HttpMethod.Post, $"v1/incidents/{id}/{action}", null, added.Text("key"));

        answer.ShouldBeProblem(HttpStatusCode.Forbidden).Body.ShouldContain("Read");
        var incident = (await tenant.GetAsync($"v1/incidents/{id}")).Json.GetProperty("incident");
        incident.TryGetProperty("acknowledged", out _).ShouldBeFalse();
        incident.TryGetProperty("request", out _).ShouldBeFalse();
        (await tenant.GetAsync("v1/audit?outcome=done")).Body.ShouldNotContain("incident.");
    }

    [Fact]
    public async Task A_closed_incident_stays_closed_when_its_alert_is_repeated()
    {
        var tenant = await server.CreateTenantAsync();
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("KubePodCrashLooping")).ToJsonString();
        await tenant.PostAlertsAsync(payload);
        var id = await OpenIdAsync(tenant);
        await PostAsync(tenant, id, "close");

        var repeated = await tenant.PostAlertsAsync(payload);
        await tenant.PostAlertsAsync(AlertmanagerPayload.Of(AlertmanagerPayload.Alert("Another", "elsewhere")).ToJsonString());

        repeated.Status.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.ShouldBeTrueAsync(
            async () => (await tenant.GetAsync("v1/incidents?status=open&namespace=elsewhere")).Ids().Count == 1,
            "the later alert is handled");
        (await tenant.GetAsync("v1/incidents?namespace=shop&status=open")).Ids().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("comment", """{"text":" "}""", "text")]
    [InlineData("comment", "", "text")]
    [InlineData("close", """{"reason":""}""", "reason")]
    [InlineData("silence", """{"length":"P8D"}""", "length")]
    [InlineData("silence", """{"length":"soon"}""", "$.length")]
    [InlineData("feedback", """{}""", "helpful")]
    [InlineData("feedback", """{"helpful":false,"rightCause":"Ghosts"}""", "$.rightCause")]
    public async Task A_wrong_request_is_refused_with_its_field(string action, string body, string field)
    {
        var (tenant, id) = await IncidentAsync();

        (await tenant.SendAsync(HttpMethod.Post, $"v1/incidents/{id}/{action}", body)).ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task A_silence_has_an_ISO_8601_length_and_is_ended_by_zero()
    {
        var (tenant, id) = await IncidentAsync();

        var silenced = await PostAsync(tenant, id, "silence", """{"length":"PT1H"}""");
        var silence = silenced.GetProperty("incident").GetProperty("silenced");
        var ended = (await PostAsync(tenant, id, "silence", """{"length":"PT0S"}""")).GetProperty("incident").GetProperty("silenced");

        (silence.GetProperty("until").GetDateTimeOffset() - silence.GetProperty("at").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(1));
        ended.GetProperty("until").GetDateTimeOffset().ShouldBe(ended.GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task No_more_comments_are_taken_than_an_incident_may_have()
    {
        var (tenant, id) = await IncidentAsync();
        for (var i = 0; i < Incident.MaxComments; i++) await PostAsync(tenant, id, "comment", $$"""{"text":"{{i}}"}""");

        (await tenant.SendAsync(HttpMethod.Post, $"v1/incidents/{id}/comment", """{"text":"one more"}"""))
            .ShouldBeProblem(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("status=open", true)]
    [InlineData("status=resolved", false)]
    [InlineData("severity=critical&cluster=cl_0123456789abcdef0123&namespace=shop&text=CHECKOUT", true)]
    [InlineData("namespace=other", false)]
    [InlineData("workload=other", false)]
    [InlineData("cause=OutOfMemory", false)]
    [InlineData("from=2026-03-01T03:00:00Z&to=2026-03-01T04:00:00Z", true)]
    [InlineData("to=2026-03-01T03:00:00Z", false)]
    public async Task Incidents_are_filtered(string filter, bool isFound)
    {
        var (tenant, id) = await IncidentAsync();

        (await tenant.GetAsync($"v1/incidents?{filter}")).Ids().ShouldBe(isFound ? [id] : []);
    }

    [Theory]
    [InlineData("v1/incidents?status=firing", "status")]
    [InlineData("v1/incidents?cause=Ghosts", "cause")]
    [InlineData("v1/incidents?pageToken=a", "pageToken")]
    [InlineData("v1/investigations?status=open", "status")]
    [InlineData("v1/investigations?severity=high", "severity")]
    [InlineData("v1/investigations?from=yesterday", "from")]
    public async Task A_wrong_filter_is_refused_with_its_name(string path, string parameter)
    {
        var answer = await server.Default.GetAsync(path);

        answer.ShouldBeProblemOf(parameter);
    }

    [Fact]
    public async Task An_unknown_parameter_is_refused_with_those_that_are_taken()
    {
        var answer = await server.Default.GetAsync("v1/incidents?state=open");

        answer.ShouldBeProblemOf("state");
        string[] names = ["status", "severity", "cluster", "namespace", "workload", "cause", "from", "to", "text", "limit", "cursor"];
        foreach (var name in names) answer.Text("detail")!.ShouldContain(name);
    }

    [Fact]
    public async Task A_namespace_is_investigated_without_an_alert_and_nothing_joins_the_incident()
    {
        var tenant = server.Default;
        var started = await tenant.SendAsync(
            HttpMethod.Post, "v1/investigations", """{"cluster":"default","namespace":"shop","object":"deployment/checkout"}""");

        started.Status.ShouldBe(HttpStatusCode.Accepted, started.Body);
        var incident = started.Json.GetProperty("incident");
        incident.GetProperty("status").GetString().ShouldBe("Resolved");
        var path = $"v1/investigations/{incident.GetProperty("investigationId").GetString()}";
        await Eventually.ShouldBeTrueAsync(
            async () => (await tenant.GetAsync(path)).Text("status") == "Completed", "the investigation ends");
        var report = (await tenant.GetAsync(path)).Json.GetProperty("report");
        var verdict = report.GetProperty("diagnosis").GetProperty("verdict").GetString();
        (await tenant.GetAsync($"v1/incidents?cause={verdict}&limit=200")).Ids().ShouldContain(incident.GetProperty("id").GetString()!);
    }

    [Theory]
    [InlineData("""{"namespace":"shop","cluster":"nowhere"}""", "cluster")]
    [InlineData("""{"cluster":"default"}""", "namespace")]
    [InlineData("""{"cluster":"default","namespace":"shop","object":"checkout"}""", "object")]
    [InlineData("""{"cluster":"default","namespace":"shop","object":"secret/checkout"}""", "object")]
    [InlineData("""{"cluster":"default","namespace":"shop","object":"pod/"}""", "object")]
    public async Task A_wrong_target_is_refused_with_its_field(string body, string field) =>
        (await server.Default.SendAsync(HttpMethod.Post, "v1/investigations", body)).ShouldBeProblemOf(field);

    private static async Task<JsonElement> PostAsync(Tenant tenant, string id, string action, string? body = null)
    {
        var answer = await tenant.SendAsync(HttpMethod.Post, $"v1/incidents/{id}/{action}", body);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private static async Task<string> OpenIdAsync(Tenant tenant)
    {
        await Eventually.ShouldBeTrueAsync(
            async () => (await tenant.GetAsync("v1/incidents?status=open")).Ids().Count == 1, "the incident is open");
        return (await tenant.GetAsync("v1/incidents?status=open")).Ids()[0];
    }

    private async Task<(Tenant Tenant, string Id)> IncidentAsync()
    {
        var tenant = await server.CreateTenantAsync();
        var incident = IncidentSamples.Incident(alertId: $"al_{Identifier.New("x")}") with
        {
            Organisation = tenant.Organisation,
            CorrelationKey = Identifier.New("key"),
            InvestigationId = null,
        };
        await server.Store.Incidents.TryCreateAsync(incident, TestContext.Current.CancellationToken);
        return (tenant, incident.Id);
    }
}
