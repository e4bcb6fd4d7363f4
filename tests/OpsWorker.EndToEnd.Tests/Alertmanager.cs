using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>A real Alertmanager on a free port of the loopback address, which sends everything to one webhook.</summary>
internal sealed partial class Alertmanager : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _process;
    private readonly string _amtool;
    private readonly string _address;

    private Alertmanager(TemporaryFolder folder, ChildProcess process, string amtool, string address)
    {
        _folder = folder;
        _process = process;
        _amtool = amtool;
        _address = address;
    }

    /// <summary>Starts it; where the program is not there the test is skipped.</summary>
    public static async Task<Alertmanager> StartAsync(Uri webhook)
    {
        var program = Find("prometheus-alertmanager") ?? Find("alertmanager");
        var amtool = Find("amtool");
        Assert.SkipWhen(program is null || amtool is null, "Alertmanager and amtool are not on PATH (Debian: prometheus-alertmanager).");
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("alertmanager.yml"), Configuration(webhook), TestContext.Current.CancellationToken);
        var process = ChildProcess.Start(
            program!,
            [
                $"--config.file={folder.File("alertmanager.yml")}",
                $"--storage.path={folder.File("data")}",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:0",
            ]);
        var line = await process.LineAsync(line => ListeningOn().IsMatch(line), "Alertmanager's address");
        return new Alertmanager(folder, process, amtool!, "http://" + ListeningOn().Match(line).Groups["address"].Value);
    }

    /// <summary>Adds an alert, or changes it where it is there.</summary>
    /// <param name="arguments">As for <c>amtool alert add</c>.</param>
    public async Task AddAlertAsync(params IEnumerable<string> arguments)
    {
        await using var amtool = ChildProcess.Start(_amtool, ["alert", "add", $"--alertmanager.url={_address}", .. arguments]);
        (await amtool.ExitCodeAsync(TestContext.Current.CancellationToken)).ShouldBe(0, amtool.Transcript());
    }

    /// <summary>The log, for the message of a failed test.</summary>
    public string Log() => _process.Transcript();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Configuration(Uri webhook) =>
        $"""
        route:
          receiver: opsworker
          group_by: [alertname, namespace]
          group_wait: 100ms
          group_interval: 200ms
          repeat_interval: 1h
        receivers:
          - name: opsworker
            webhook_configs:
              - url: {webhook}
                send_resolved: true
        """;

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    [GeneratedRegex("""msg="Listening on" address=(?<address>\S+)""", RegexOptions.NonBacktracking)]
    private static partial Regex ListeningOn();
}
