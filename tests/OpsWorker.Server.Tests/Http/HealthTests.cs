using System.Net;

namespace OpsWorker.Server.Tests.Http;

public sealed class HealthTests(RunningServer server)
{
    [Theory]
    [InlineData("healthz", "ok")]
    [InlineData("readyz", "ready")]
    public async Task A_server_that_is_up_says_so_to_anybody(string path, string status)
    {
        var answer = await server.Default.GetAsync(path, key: null);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text("status").ShouldBe(status);
    }
}
