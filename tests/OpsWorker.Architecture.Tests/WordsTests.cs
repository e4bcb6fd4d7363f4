using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Holds C# source to the wording rules: a comment starts with its subject, lines are short, retired names stay retired.</summary>
public sealed partial class WordsTests
{
    private const int MaxLineLength = 140;

    // The interior of diagnosis keeps its wording until it is rebuilt.
    private static readonly string[] UntilRebuilt = ["src/OpsWorker.Diagnosis", "tests/OpsWorker.Diagnosis.Tests"];

    // The folders of it that have been.
    private static readonly string[] Rebuilt =
    [
        "src/OpsWorker.Diagnosis/Causes", "src/OpsWorker.Diagnosis/Changes", "src/OpsWorker.Diagnosis/Conclusions",
        "src/OpsWorker.Diagnosis/Remedies", "tests/OpsWorker.Diagnosis.Tests/Causes", "tests/OpsWorker.Diagnosis.Tests/Conclusions",
        "tests/OpsWorker.Diagnosis.Tests/Logs", "tests/OpsWorker.Diagnosis.Tests/Remedies",
    ];

    private static readonly string[] Areas = ["src", "tests", "infra"];

    private static readonly (string Path, string[] Lines)[] Files = [.. Areas.SelectMany(SourcesOf)];

    [Fact]
    public void Summaries_begin_with_their_subject() =>
        Offences((lines, i) => RiddleSummary().IsMatch(lines[i].EndsWith("<summary>", StringComparison.Ordinal) && i + 1 < lines.Length
            ? lines[i] + lines[i + 1].Trim()
            : lines[i])).ShouldBeEmpty();

    [Fact]
    public void No_line_is_longer_than_the_limit() =>
        Offences((lines, i) => lines[i].Length > MaxLineLength).ShouldBeEmpty();

    [Fact]
    public void No_identifier_has_a_retired_name() =>
        Offences((lines, i) => RetiredName().IsMatch(lines[i].Split("//")[0])).ShouldBeEmpty();

    [Fact]
    public void Exceptions_name_folders_that_exist() =>
        UntilRebuilt.Concat(Rebuilt).Where(folder => !Directory.Exists(Path.Combine(Repository.Root, folder))).ShouldBeEmpty();

    private static IEnumerable<string> Offences(Func<string[], int, bool> isOffence)
    {
        Files.Length.ShouldBeGreaterThan(500);
        return from file in Files
               where !IsWithin(UntilRebuilt, file.Path) || IsWithin(Rebuilt, file.Path)
               from i in Enumerable.Range(0, file.Lines.Length)
               where isOffence(file.Lines, i)
               select $"{file.Path}:{i + 1}: {file.Lines[i].Trim()}";
    }

    private static bool IsWithin(string[] folders, string path) =>
        folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal));

    private static IEnumerable<(string Path, string[] Lines)> SourcesOf(string area) =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, area), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !BuildOutput().IsMatch(path) && !path.EndsWith("/" + nameof(WordsTests) + ".cs", StringComparison.Ordinal)
        select (path, File.ReadAllLines(file));

    [GeneratedRegex(@"<summary>[\s/]*(What|Who|Whether|Whose|How)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RiddleSummary();

    [GeneratedRegex(
        @"\b(Said|HealthOf|LookedAtOf|CutPods|Moments|Town|HowManieth|Relevance\.(Apart|Old|Known|Later)|CauseRanker\.(Surest|Behind))\b",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex RetiredName();

    [GeneratedRegex("/(bin|obj)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildOutput();
}
