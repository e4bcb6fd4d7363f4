using System.Net;

namespace OpsWorker.Server.Tests.Http;

public sealed class ApiKeyTests(RunningServer server)
{
    [Theory]
    [InlineData("v1/investigations")]
    [InlineData("v1/investigations/inv_0")]
    [InlineData("v1/incidents")]
    [InlineData("v1/alerts")]
    public async Task Records_are_shown_to_nobody_without_an_API_key(string path)
    {
        (await server.Default.GetAsync(path, key: null)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await server.Default.GetAsync(path, "owk_wrong")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await server.Default.GetAsync(path, server.Default.WebhookKey)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refusal_does_not_repeat_the_key()
    {
        var answer = await server.Default.GetAsync("v1/alerts", "owk_SECRETKEY");

        answer.Body.ShouldNotContain("SECRETKEY");
    }
}
