using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Holds commands of remedies to the one builder that checks names and quotes words.</summary>
public sealed partial class RemedyCommandTests
{
    private static readonly (string Name, string Text)[] Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "OpsWorker.Diagnosis"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
    ];

    [Fact]
    public void Remedies_are_made_by_SafeRemedy_alone() =>
        Sources.Where(s => RemedyMade().IsMatch(s.Text)).Select(s => s.Name).ShouldBe(["SafeRemedy.cs"]);

    [Fact]
    public void Command_lines_are_written_by_KubectlCommand_alone() =>
        Sources.Where(s => CommandLine().IsMatch(s.Text)).Select(s => s.Name).ShouldBe(["KubectlCommand.cs"]);

    [GeneratedRegex(@"new (Draft)?Remedy\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RemedyMade();

    [GeneratedRegex("\"kubectl[ \"]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandLine();
}
