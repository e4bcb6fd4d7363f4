using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>
/// <c>opsworker up</c> as a process of its own, on a free port, with a stand-in for Slack. It
/// can be killed and started again on the same data and address, where agents and senders look for it.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, string> _environment;
    private readonly List<string> _earlierErrors = [];
    private readonly IReadOnlyList<string> _cluster;
    private ChildProcess? _process;
    private string _webhookKey = "";
    private string _apiKey = "";

    private ServerProcess(SlackStandIn slack, IReadOnlyList<string>? cluster)
    {
        _cluster = cluster ?? ["--dump", ClusterFolder];
        _environment = new Dictionary<string, string>
        {
            ["OPSWORKER_Slack__BotToken"] = SlackStandIn.Token,
            ["OPSWORKER_Slack__Channel"] = SlackStandIn.Channel,
            ["OPSWORKER_Slack__ApiBaseUrl"] = slack.ApiBaseUrl.ToString(),
        };
    }

    /// <summary>Where it listens since its last start.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where Alertmanager sends to.</summary>
    public Uri WebhookUrl => WebhookUrlOf("alertmanager");

    /// <summary>Where a source sends to.</summary>
    public Uri WebhookUrlOf(string source) => new(Address, $"v1/webhooks/{source}/{_webhookKey}");

    /// <summary>Its database and evidence.</summary>
    public string DataFolder => _folder.File("data");

    /// <summary>The recorded cluster: asked by the server itself, or for agents to answer from.</summary>
    public string ClusterFolder => _folder.File("cluster");

    /// <summary>The key of its organisation's people.</summary>
    public string ApiKey => _apiKey;

    /// <summary>Starts it for the first time and reads its keys.</summary>
    /// <param name="slack">Where its messages go.</param>
    /// <param name="cluster">The options of the cluster that it asks itself; null means the recorded one.</param>
    /// <param name="environment">Further settings.</param>
    public static async Task<ServerProcess> StartAsync(
        SlackStandIn slack, IReadOnlyList<string>? cluster = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new ServerProcess(slack, cluster);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) server._environment[name] = value;
        SmallCluster.WriteTo(server.ClusterFolder);
        await server.StartProcessAsync();
        server._webhookKey = await server.KeyAsync("webhook key");
        server._apiKey = await server.KeyAsync("API key");
        return server;
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.KillAsync();
        _earlierErrors.AddRange(process.Errors);
        await process.DisposeAsync();
    }

    /// <summary>Ends it with SIGKILL and starts it on the same data.</summary>
    public async Task KillAndStartAsync()
    {
        await KillAsync();
        await StartProcessAsync();
    }

    /// <summary>The whole of a listing of the API, page after page.</summary>
    /// <param name="path">For example <c>v1/alerts</c>.</param>
    /// <param name="type">How an item is read.</param>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string path, JsonTypeInfo<T> type)
    {
        var items = new List<T>();
        string? token = null;
        do
        {
            using var page = await GetAsync($"{path}?limit=200{(token is null ? "" : $"&cursor={token}")}");
            items.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Deserialize(type)!));
            token = page.RootElement.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        return items;
    }

    /// <summary>The status of a cluster by name; null where there is no such cluster.</summary>
    public async Task<string?> StatusAsync(string cluster)
    {
        using var clusters = await GetAsync("v1/clusters");
        return clusters.RootElement.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("name").GetString() == cluster)
            .Select(item => item.GetProperty("status").GetString())
            .SingleOrDefault();
    }

    /// <summary>The most memory that it held so far, in MiB.</summary>
    public double PeakMegabytes() => _process!.PeakMegabytes();

    /// <summary>Waits for a line that it writes.</summary>
    public Task<string> LineAsync(string part) =>
        _process!.LineAsync(line => line.Contains(part, StringComparison.Ordinal), part);

    /// <summary>The logs of all its processes, for the message of a failed test.</summary>
    public string Log() => string.Join('\n', [.. _earlierErrors, .. _process?.Errors ?? []]);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private string Urls => Address.IsDefaultPort ? "http://127.0.0.1:0" : Address.ToString();

    private async Task StartProcessAsync()
    {
        _process = ChildProcess.StartOpsWorker(["up", "--urls", Urls, "--data", DataFolder, .. _cluster], _environment);
        const string Begin = "OpsWorker listens on ";
        var line = await _process.LineAsync(line => line.StartsWith(Begin, StringComparison.Ordinal), "the server's address");
        Address = new Uri(line[Begin.Length..].Split(' ')[0]);
    }

    private async Task<string> KeyAsync(string name)
    {
        var line = await _process!.LineAsync(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal), name);
        return line.Split(' ')[^1];
    }

    private async Task<JsonDocument> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _apiKey);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
