using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>Paths of the programs to the outside that no other test of this project takes.</summary>
public sealed class LivePathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_query_takes_the_credential_of_the_kubeconfigs_plugin()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin is a shell script.");
        await using var cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(_folder.File("cluster")));
        await File.WriteAllTextAsync(_folder.File("plugin"), $$$"""
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"{{{cluster.Token}}}"}}'
            """, _cancel);
        await File.WriteAllTextAsync(
            _folder.File("kubeconfig"),
            cluster.KubeConfig().Replace(
                $"token: {cluster.Token}",
                $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [\"{_folder.File("plugin")}\"], "
                + "interactiveMode: Never}",
                StringComparison.Ordinal),
            _cancel);

        await using var query = ChildProcess.StartOpsWorker(["query", "get pods -n shop", "--kubeconfig", _folder.File("kubeconfig")]);

        (await query.ExitCodeAsync(_cancel)).ShouldBe(0, query.Transcript());
        query.Output.ShouldContain(line => line.StartsWith("checkout-7c9-x2x ", StringComparison.Ordinal));
        cluster.Requests.ShouldAllBe(request => request.Token == cluster.Token);
    }

    [Fact]
    public async Task The_server_serves_the_document_of_its_API()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack);
        using var http = new HttpClient();

        var document = JsonElement.Parse(await http.GetStringAsync(new Uri(server.Address, "openapi/v1.json"), _cancel));

        document.GetProperty("paths").EnumerateObject().Count().ShouldBeGreaterThan(10);
        document.GetProperty("components").GetProperty("schemas").EnumerateObject().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_agent_with_checks_and_a_Prometheus_asks_it_for_the_pods_memory()
    {
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var prometheus = await StartPrometheusAsync(asked);
        await using var world = await AgentWorld.StartAsync();
        await using var agent = await world.StartAgentAsync(await world.AddClusterAsync(), new Dictionary<string, string>
        {
            ["OPSWORKER_PROBES"] = "on",
            ["OPSWORKER_PROMETHEUS_URL"] = prometheus.Urls.First(),
        });
        await world.ShouldBecomeAsync("Connected", agent);

        await world.AlertAsync();

        await world.ShouldReportOnceAsync(agent);
        asked.Task.IsCompletedSuccessfully.ShouldBeTrue(agent.Transcript());
        (await asked.Task).ShouldBe("/api/v1/query_range");
    }

    private static async Task<WebApplication> StartPrometheusAsync(TaskCompletionSource<string> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            asked.TrySetResult(context.Request.Path);
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"status":"success","data":{"resultType":"matrix","result":[]}}""");
        });
        await server.StartAsync();
        return server;
    }
}
