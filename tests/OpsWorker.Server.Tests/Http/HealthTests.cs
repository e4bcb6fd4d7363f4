using System.Net;

namespace OpsWorker.Server.Tests.Http;

public sealed class HealthTests(RunningServer server)
{
    [Theory]
    [InlineData("healthz", "ok")]
    [InlineData("readyz", "ready")]
    public async Task Health_is_answered_without_a_key(string path, string status)
    {
        var answer = await server.Default.GetAsync(path, key: null);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text("status").ShouldBe(status);
    }

    [Fact]
    public async Task Readiness_shows_how_many_alerts_wait_and_for_how_long()
    {
        var answer = await server.Default.GetAsync("readyz", key: null);

        answer.Json.GetProperty("alertsWaiting").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        answer.Json.GetProperty("oldestAlertSeconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }
}
