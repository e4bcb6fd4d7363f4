using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Telemetry;

/// <summary>A server in a process of its own, with a recorded cluster.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly ChildProcess _process;
    private Uri _webhook = new("http://127.0.0.1");

    private MeasuredServer(Dictionary<string, string> environment, string[] arguments) =>
        _process = ChildProcess.StartOpsWorker(
            [
                "up", "--urls", "http://127.0.0.1:0", "--data", _folder.File("data"),
                "--dump", SmallCluster.WriteTo(_folder.File("cluster")), .. arguments,
            ],
            environment);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The key of its webhook.</summary>
    public string WebhookKey => _webhook.Segments[^1];

    /// <summary>The lines of its log.</summary>
    public IReadOnlyList<string> Log => [.. _process.Errors];

    public static async Task<MeasuredServer> StartAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var server = new MeasuredServer(environment, arguments);
        var line = await server._process.LineAsync(
            text => text.Contains("/alertmanager/oww_", StringComparison.Ordinal), "the webhook's address");
        server._webhook = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
        return server;
    }

    /// <summary>Sends an alert and waits for the message about its cause.</summary>
    public async Task InvestigateAsync()
    {
        var alert = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString();
        using var answer = await _http.PostAsync(_webhook, new StringContent(alert), Cancel);
        answer.EnsureSuccessStatusCode();
        await _process.LineAsync(l => l.Contains("ImageReferenceInvalid", StringComparison.Ordinal), "the report");
    }

    public async Task RefuseAsync()
    {
        using var answer = await _http.PostAsync(_webhook, new StringContent("no JSON"), Cancel);
        ((int)answer.StatusCode).ShouldBe(400);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(_webhook, path), Cancel);

    public async Task<string> MetricsAsync()
    {
        using var answer = await GetAsync("/metrics");
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
