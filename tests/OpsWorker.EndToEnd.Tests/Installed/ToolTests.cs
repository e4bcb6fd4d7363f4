using System.Xml.Linq;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests.Installed;

/// <summary>The .NET tool, packed from what is built and installed as its users do it.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_tool_installs_from_its_package_and_runs()
    {
        await RunAsync(
            "dotnet",
            "pack",
            Path.Combine(Repository.Root, "src", "OpsWorker.Server"),
            "--no-build",
            "--configuration",
            Configuration,
            "--output",
            _folder.File("packages"));
        Directory.GetFiles(_folder.File("packages")).ShouldHaveSingleItem().ShouldEndWith($"OpsWorker.{Version}.nupkg");
        File.WriteAllText(_folder.File("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{_folder.File("packages")}" /></packageSources>
            </configuration>
            """);

        await RunAsync(
            "dotnet", "tool", "install", "OpsWorker", "--version", Version, "--tool-path", _folder.File("tools"), "--configfile",
            _folder.File("nuget.config"));

        var report = await RunAsync(_folder.File("tools/opsworker"), "demo", "--once");
        report.ShouldContain("ConfigMapMissing");
    }

    private static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    private static string Version =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(
            program, arguments, new Dictionary<string, string> { ["DOTNET_CLI_HOME"] = _folder.FullPath });
        (await process.ExitCodeAsync(_cancel)).ShouldBe(0, process.Transcript());
        return string.Join('\n', process.Output);
    }
}
