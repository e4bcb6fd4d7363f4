using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>A real Alertmanager on the loopback address, which sends everything to one webhook.</summary>
internal sealed partial class Alertmanager : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string _program;
    private readonly string _amtool;
    private readonly HttpClient _http = new();
    private readonly List<string> _earlier = [];
    private ChildProcess? _process;

    private Alertmanager(TemporaryFolder folder, string program, string amtool) => (_folder, _program, _amtool) = (folder, program, amtool);

    /// <summary>Host and port; they stay the same when it is started again.</summary>
    public string HostAndPort { get; private set; } = "127.0.0.1:0";

    /// <summary>Starts it; where the program is not there the test is skipped.</summary>
    /// <param name="webhook">Where it sends to.</param>
    /// <param name="repeat">How often it repeats what has not changed.</param>
    public static async Task<Alertmanager> StartAsync(Uri webhook, string repeat = "1h")
    {
        var program = InstalledProgram.Find("prometheus-alertmanager") ?? InstalledProgram.Find("alertmanager");
        var amtool = InstalledProgram.Find("amtool");
        Assert.SkipWhen(program is null || amtool is null, "Alertmanager and amtool are not on PATH (Debian: prometheus-alertmanager).");
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("alertmanager.yml"), Configuration(webhook, repeat), TestContext.Current.CancellationToken);
        var alertmanager = new Alertmanager(folder, program!, amtool!);
        await alertmanager.StartProcessAsync();
        return alertmanager;
    }

    /// <summary>Ends it with SIGKILL and starts it on the same data: silences and what was sent are kept, alerts are not.</summary>
    public async Task KillAndStartAsync()
    {
        await KillAsync();
        await StartProcessAsync();
    }

    /// <summary>Adds an alert, or changes it where it is there.</summary>
    /// <param name="arguments">As for <c>amtool alert add</c>.</param>
    public Task AddAlertAsync(params IEnumerable<string> arguments) => AmtoolAsync(["alert", "add", .. arguments]);

    /// <summary>Adds many alerts at once.</summary>
    public async Task AddAlertsAsync(IEnumerable<IReadOnlyDictionary<string, string>> labels)
    {
        var alerts = labels.Select(one => (JsonNode)new JsonObject
        {
            ["labels"] = new JsonObject(one.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        });
        using var content = new StringContent(new JsonArray([.. alerts]).ToJsonString(), null, "application/json");
        var url = new Uri($"http://{HostAndPort}/api/v2/alerts");
        using var response = await _http.PostAsync(url, content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Silences an alert; the silence's id.</summary>
    public async Task<string> SilenceAsync(string matcher) =>
        (await AmtoolAsync(["silence", "add", matcher, "--duration=1h", "--author=test", "--comment=test"]))[^1];

    /// <summary>Ends a silence.</summary>
    public Task ExpireAsync(string silence) => AmtoolAsync(["silence", "expire", silence]);

    /// <summary>A counter of the webhook's integration: <c>alertmanager_notifications_total</c>.</summary>
    public async Task<double> CounterAsync(string name)
    {
        var text = await _http.GetStringAsync(new Uri($"http://{HostAndPort}/metrics"), TestContext.Current.CancellationToken);
        return text.Split('\n').Where(line => line.StartsWith(name + "{integration=\"webhook\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>The log, for the message of a failed test.</summary>
    public string Log() => string.Join('\n', [.. _earlier, _process?.Transcript() ?? ""]);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task StartProcessAsync()
    {
        _process = ChildProcess.Start(
            _program,
            [
                $"--config.file={_folder.File("alertmanager.yml")}",
                $"--storage.path={_folder.File("data")}",
                "--cluster.listen-address=",
                $"--web.listen-address={HostAndPort}",
            ]);
        var line = await _process.LineAsync(line => ListeningOn().IsMatch(line), "Alertmanager's address");
        HostAndPort = ListeningOn().Match(line).Groups["address"].Value;
    }

    private async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.KillAsync();
        _earlier.Add(process.Transcript());
        await process.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> AmtoolAsync(IReadOnlyList<string> arguments)
    {
        await using var amtool = ChildProcess.Start(_amtool, [.. arguments, $"--alertmanager.url=http://{HostAndPort}"]);
        (await amtool.ExitCodeAsync(TestContext.Current.CancellationToken)).ShouldBe(0, amtool.Transcript());
        return amtool.Output;
    }

    private static string Configuration(Uri webhook, string repeat) =>
        $"""
        route:
          receiver: opsworker
          group_by: [alertname, namespace]
          group_wait: 100ms
          group_interval: 200ms
          repeat_interval: {repeat}
        receivers:
          - name: opsworker
            webhook_configs:
              - url: {webhook}
                send_resolved: true
                max_alerts: 5000
        """;

    [GeneratedRegex("""msg="Listening on" address=(?<address>\S+)""", RegexOptions.NonBacktracking)]
    private static partial Regex ListeningOn();
}
