using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Holds pages that name code to what there is.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Pages = ["security.md", "agent.md"];

    [Fact]
    public void Files_that_the_pages_name_are_there() =>
        Named(FilePattern()).Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();

    [Fact]
    public void Tests_that_the_pages_name_are_there() =>
        Named(TestPattern()).Where(name => !IsTest(name)).ShouldBeEmpty();

    private static string[] Named(Regex pattern)
    {
        var names = Pages.Select(page => File.ReadAllText(Path.Combine(Repository.Root, "docs", page)))
            .SelectMany(text => pattern.Matches(text).Select(m => m.Groups["name"].Value)).Distinct().ToArray();
        names.ShouldNotBeEmpty();
        return names;
    }

    private static bool IsTest(string name)
    {
        var (type, method) = (name.Split('.')[0], name.Split('.')[1]);
        return Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), type + ".cs", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));
    }

    [GeneratedRegex("`(?<name>(src|tests|charts|build|infra)/[^`*]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FilePattern();

    [GeneratedRegex("`(?<name>[A-Za-z]+(Tests|Contract)\\.[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TestPattern();
}
