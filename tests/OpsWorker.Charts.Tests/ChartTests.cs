using System.Xml.Linq;
using OpsWorker.Testing;

namespace OpsWorker.Charts.Tests;

public sealed class ChartTests(Helm helm)
{
    [Theory]
    [InlineData(Values.Required)]
    [InlineData(Values.Full)]
    public async Task Lint_has_nothing_to_say_against_the_chart(string values)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("values.yaml");
        await File.WriteAllTextAsync(file, values, TestContext.Current.CancellationToken);

        var lint = await helm.RunAsync("lint", "--strict", Helm.Chart, "--values", file);

        lint.ExitCode.ShouldBe(0, lint.Text + lint.Errors);
        lint.Text.ShouldContain("1 chart(s) linted, 0 chart(s) failed");
    }

    [Fact]
    public async Task The_default_values_render_to_what_is_written_down() =>
        Golden.ShouldMatch((await helm.RenderAsync(Values.Required)).Text, "default.yaml");

    [Fact]
    public async Task All_values_together_render_to_what_is_written_down() =>
        Golden.ShouldMatch((await helm.RenderAsync(Values.Full)).Text, "full.yaml");

    [Fact]
    public async Task The_notes_say_how_to_check()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("values.yaml");
        await File.WriteAllTextAsync(file, Values.Full, TestContext.Current.CancellationToken);

        var install = await helm.RunAsync(
            "install", "opsworker-agent", Helm.Chart, "--namespace", "opsworker", "--dry-run=client", "--values", file);

        install.ExitCode.ShouldBe(0, install.Errors);
        var notes = install.Text[install.Text.IndexOf("NOTES:", StringComparison.Ordinal)..];
        notes.ShouldContain("kubectl --namespace opsworker rollout status deployment/opsworker-agent");
        notes.ShouldContain("opsworker cluster show shop");
        notes.ShouldContain("kubectl auth can-i --list --namespace payments --as system:serviceaccount:opsworker:reader");
        notes.ShouldNotContain(Values.Token);
    }

    [Fact]
    public void The_chart_has_the_version_of_the_agent()
    {
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

        var chart = File.ReadAllLines(Path.Combine(Helm.Chart, "Chart.yaml"));

        chart.ShouldContain($"version: {version}");
        chart.ShouldContain($"appVersion: {version}");
    }
}
