using OpsWorker.Pipeline.Rules.Matching;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Rules.Matching;

/// <summary>Matchers against labels, a row for each in <c>matchers.tsv</c>, with the result that Alertmanager's UTF-8 mode has.</summary>
public sealed class MatcherTableTests
{
    private static readonly string File = Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Rules/Matching/matchers.tsv");

    [Fact]
    public void Every_row_has_the_result_that_Alertmanager_has()
    {
        var rows = System.IO.File.ReadAllLines(File).Where(line => !line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line.Split('\t')).ToList();

        rows.Count.ShouldBeGreaterThanOrEqualTo(150);
        rows.Select(row => $"{row[0]} on {row[1]}: {Result(row[0], row[1])}")
            .ShouldBe(rows.Select(row => $"{row[0]} on {row[1]}: {row[2]}"));
    }

    private static string Result(string text, string labels)
    {
        var values = labels.Split(' ').Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]);
        try
        {
            var isMatch = MatcherParser.Parse(text).All(matcher => matcher.IsMatch(values.GetValueOrDefault(matcher.Name, "")));
            return isMatch ? "match" : "no match";
        }
        catch (MatcherException)
        {
            return "refused";
        }
    }
}
