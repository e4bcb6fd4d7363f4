using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>A real Prometheus with one alert rule, which fires or does not.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string _program;
    private ChildProcess? _process;

    private Prometheus(TemporaryFolder folder, string program) => (_folder, _program) = (folder, program);

    /// <summary>Starts it with the rule firing; where the program is not there the test is skipped.</summary>
    /// <param name="alertmanager">Host and port that it sends alerts to.</param>
    /// <param name="prefix">The path before <c>/api/v2/alerts</c>.</param>
    public static async Task<Prometheus> StartAsync(string alertmanager, string prefix = "/")
    {
        var program = InstalledProgram.Find("prometheus");
        Assert.SkipWhen(program is null, "Prometheus is not on PATH (Debian: prometheus).");
        var prometheus = new Prometheus(new TemporaryFolder(), program!);
        await prometheus.WriteAsync("prometheus.yml", Configuration(alertmanager, prefix));
        await prometheus.WriteAsync("rules.yml", Rules(fires: true));
        await prometheus.StartProcessAsync();
        return prometheus;
    }

    /// <summary>The rule's condition holds no longer.</summary>
    public async Task ResolveAsync()
    {
        await WriteAsync("rules.yml", Rules(fires: false));
        await _process!.SignalAsync("HUP");
    }


    /// <summary>The log, for the message of a failed test.</summary>
    public string Log() => _process?.Transcript() ?? "";

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private async Task StartProcessAsync()
    {
        _process = ChildProcess.Start(
            _program,
            [
                $"--config.file={_folder.File("prometheus.yml")}",
                $"--storage.tsdb.path={_folder.File("data")}",
                "--web.listen-address=127.0.0.1:0",
                "--rules.alert.resend-delay=1s",
            ]);
        await _process.LineAsync(line => line.Contains("Server is ready", StringComparison.Ordinal), "Prometheus is ready");
    }

    private async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.KillAsync();
        await process.DisposeAsync();
    }

    private Task WriteAsync(string name, string content) =>
        File.WriteAllTextAsync(_folder.File(name), content, TestContext.Current.CancellationToken);

    private static string Configuration(string alertmanager, string prefix) =>
        $"""
        global:
          evaluation_interval: 200ms
        rule_files: [rules.yml]
        alerting:
          alertmanagers:
            - path_prefix: {prefix}
              static_configs:
                - targets: ["{alertmanager}"]
        """;

    private static string Rules(bool fires) =>
        $$"""
        groups:
          - name: shop
            rules:
              - alert: CheckoutDown
                expr: vector({{(fires ? 1 : 0)}}) == 1
                labels: {namespace: {{SmallCluster.Namespace}}, severity: critical}
                annotations: {summary: Checkout does not answer}
        """;
}
