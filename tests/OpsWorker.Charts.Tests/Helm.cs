using System.Diagnostics;
using OpsWorker.Testing;

[assembly: AssemblyFixture(typeof(OpsWorker.Charts.Tests.Helm))]

namespace OpsWorker.Charts.Tests;

/// <summary>
/// Runs the real <c>helm</c>: the one in the folder that <c>OPSWORKER_TEST_HELM</c> names, else the one on PATH. Without it
/// these tests are skipped.
/// </summary>
public sealed class Helm : IDisposable
{
    /// <summary>Where the chart is.</summary>
    public static readonly string Chart = Path.Combine(Repository.Root, "charts", "opsworker-agent");

    private readonly TemporaryFolder _home = new();
    private readonly string? _program = Find();

    /// <summary>Runs helm; what it wrote, whatever it ended with.</summary>
    public async Task<HelmOutput> RunAsync(params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(_program is not null, "helm is neither in the folder that OPSWORKER_TEST_HELM names nor on PATH.");
        var start = new ProcessStartInfo(_program!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"])
            start.Environment[name] = _home.FullPath;
        start.Environment.Remove("KUBECONFIG");
        using var helm = Process.Start(start)!;
        var output = helm.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = helm.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await helm.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new HelmOutput(helm.ExitCode, await output, await errors);
    }

    /// <summary>Renders the chart as the release <c>opsworker-agent</c> in the namespace <c>opsworker</c>.</summary>
    /// <param name="values">The values, as YAML.</param>
    public async Task<HelmOutput> TryRenderAsync(string values)
    {
        var file = _home.File($"{Guid.NewGuid():n}.yaml");
        await File.WriteAllTextAsync(file, values, TestContext.Current.CancellationToken);
        return await RunAsync("template", "opsworker-agent", Chart, "--namespace", "opsworker", "--values", file);
    }

    /// <summary>Renders values that are good.</summary>
    public async Task<Manifests> RenderAsync(string values)
    {
        var output = await TryRenderAsync(values);
        output.ExitCode.ShouldBe(0, output.Errors);
        return Manifests.Parse(output.Text);
    }

    public void Dispose() => _home.Dispose();

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (Environment.GetEnvironmentVariable("OPSWORKER_TEST_HELM") is { Length: > 0 } named) folders = [named, .. folders];
        return folders
            .SelectMany(folder => (string[])[Path.Combine(folder, "helm"), Path.Combine(folder, "helm.exe")])
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>The output of helm.</summary>
public sealed record HelmOutput(int ExitCode, string Text, string Errors);
