using System.Text.Json;

namespace OpsWorker.Server.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private const string Truth =
        """{"rootCause": "incorrect_image_reference", "object": {"kind": "Deployment", "namespace": "shop", "name": "checkout"}}""";

    private readonly CaseFolders _cases = new();

    public void Dispose() => _cases.Dispose();

    [Fact]
    public async Task Every_case_has_a_line_in_order_of_name_and_the_table_is_on_standard_error()
    {
        _cases.Add("b");
        _cases.Add("a");
        _cases.Write("a", "expected.json", Truth);

        var result = await CommandResult.OfAsync("eval", _cases.FullPath);

        result.ShouldExitWith(0).JsonLines.Select(line => line.GetProperty("case").GetString()).ShouldBe(["a", "b"]);
        result.JsonLines.ShouldAllBe(line => IsLine(line));
        result.JsonLines[0].GetProperty("causes")[0].GetProperty("code").GetString().ShouldBe("ImageReferenceInvalid");
        Columns(result, "cause").ShouldBe(["cause", "cases", "top-1", "top-3", "abstained"]);
        Columns(result, "incorrect_image_reference").ShouldBe(["incorrect_image_reference", "1", "1", "1", "0"]);
        result.Errors.ShouldContain("2 cases, 0 broken");
    }

    [Fact]
    public async Task A_broken_case_is_reported_and_the_others_go_on()
    {
        _cases.Add("whole");
        _cases.Add("bad-alert");
        _cases.Write("bad-alert", "alert.json", "no JSON");
        _cases.Write("no-cluster", "alert.json", "{}");

        var result = await CommandResult.OfAsync("eval", _cases.FullPath);

        result.ShouldExitWith(1).JsonLines.ShouldHaveSingleItem().GetProperty("case").GetString().ShouldBe("whole");
        foreach (var broken in new[] { "bad-alert", "no-cluster" }) result.Errors.ShouldContain($"case {broken}: ");
        result.Errors.ShouldContain("3 cases, 2 broken");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"codes":["NoSuchCode"],"object":null}""")]
    [InlineData("""{"rootCause":"no_such_label","object":{"kind":"Deployment","name":"a"}}""")]
    public async Task A_truth_that_cannot_be_read_costs_the_score_and_not_the_answer(string truth)
    {
        _cases.Add("a");
        _cases.Write("a", "expected.json", truth);

        var result = await CommandResult.OfAsync("eval", _cases.FullPath);

        result.ShouldExitWith(0).JsonLines.ShouldHaveSingleItem().GetProperty("case").GetString().ShouldBe("a");
        result.Errors.ShouldContain("case a: expected.json");
        result.Errors.ShouldContain("1 without a readable truth");
        result.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Scores_are_by_source_and_written_as_a_page_where_that_is_wanted()
    {
        _cases.Add("right");
        _cases.Write(
            "right",
            "expected.json",
            """{"source":"bench/1","codes":["SecretMissing","ImageReferenceInvalid"],"object":"""
            + """{"kind":"Deployment","namespace":"shop","name":"checkout"}}""");
        _cases.Add("wrong");
        _cases.Write("wrong", "expected.json", """{"source":"owner/repository#7","codes":["Healthy","NotFound"],"object":null}""");
        var page = _cases.PathOf("accuracy.md");

        var result = await CommandResult.OfAsync("eval", _cases.FullPath, "--write-report", page);

        var folder = Path.GetFileName(_cases.FullPath);
        Columns(result, $"{folder}/bench")[1..].ShouldBe(["1", "1.000", "1.000", "0", "0", "0", Columns(result, $"{folder}/bench")[^1]]);
        result.ShouldExitWith(0).Errors.ShouldContain($"{folder}/public reports");
        File.ReadAllText(page).ShouldContain($"| {folder}/public reports | 1 | 0.000 | 0.000 | 0 | 0 |");
    }

    [Fact]
    public async Task What_people_wrote_below_the_scores_is_kept()
    {
        _cases.Add("a");
        _cases.Write("a", "expected.json", Truth);
        var page = _cases.PathOf("accuracy.md");
        await File.WriteAllTextAsync(
            page, "# Old scores\n<!-- What follows is written by people. -->\n## Origins\n", TestContext.Current.CancellationToken);

        (await CommandResult.OfAsync("eval", _cases.FullPath, "--write-report", page)).ShouldExitWith(0);

        var text = File.ReadAllText(page);
        text.ShouldNotContain("Old scores");
        text.ShouldEndWith("## Origins\n");
    }

    [Fact]
    public async Task The_effect_of_each_weight_is_reported_where_that_is_wanted()
    {
        _cases.Add("a");
        _cases.Write("a", "expected.json", Truth);

        var result = await CommandResult.OfAsync("eval", _cases.FullPath, "--ablate");

        result.ShouldExitWith(0).Errors.ShouldContain("## Weights");
        result.Errors.ShouldContain("steps of a fifth");
    }

    [Fact]
    public async Task A_source_is_scored_by_what_is_fitted_on_the_others()
    {
        AddOf("a", "one/1");
        AddOf("b", "two/1");

        var result = await CommandResult.OfAsync("eval", _cases.FullPath, "--leave-out", "two");

        result.ShouldExitWith(0).Errors.ShouldContain("## Sources left out");
        result.Errors.Split('\n').ShouldContain(l => l.StartsWith("| ", StringComparison.Ordinal) && l.Contains("/two | 1 |"), 1);
        result.Errors.ShouldNotContain("/one | 1 |");
    }

    [Fact]
    public async Task A_source_that_no_case_has_is_refused_with_those_that_there_are()
    {
        AddOf("a", "one/1");

        var result = await CommandResult.OfAsync("eval", _cases.FullPath, "--leave-out", "three");

        result.ShouldExitWith(2).Errors.ShouldContain("--leave-out three");
        result.Errors.ShouldContain("/one");
    }

    [Fact]
    public async Task The_summary_is_JSON_where_that_is_wanted()
    {
        _cases.Add("a");
        _cases.Write("a", "expected.json", Truth);

        var result = await CommandResult.OfAsync("eval", "--json", _cases.PathOf("a"));

        var summary = JsonElement.Parse(result.ShouldExitWith(0).Errors);
        summary.GetProperty("cases").GetInt32().ShouldBe(1);
        summary.GetProperty("total").GetProperty("cases").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_and_nothing_runs()
    {
        _cases.Add("a");

        var result = await CommandResult.OfAsync("eval", _cases.FullPath, _cases.PathOf("nowhere"));

        result.ShouldExitWith(2).Errors.ShouldContain(_cases.PathOf("nowhere"));
        result.Output.ShouldBeEmpty();
    }

    private void AddOf(string name, string source)
    {
        _cases.Add(name);
        _cases.Write(
            name,
            "expected.json",
            $$"""{"source":"{{source}}","codes":["ImageReferenceInvalid"],"object":"""
            + """{"kind":"Deployment","namespace":"shop","name":"checkout"}}""");
    }

    private static string[] Columns(CommandResult result, string label) => result.Errors.Split('\n')
        .First(line => line.StartsWith(label + " ", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsLine(JsonElement line) =>
        line.GetProperty("elapsedMs").GetInt64() >= 0
        && line.GetProperty("causes").EnumerateArray().All(cause =>
            cause.GetProperty("code").GetString()!.Length > 0
            && cause.GetProperty("object").GetProperty("kind").GetString()!.Length > 0
            && cause.GetProperty("confidence").GetDouble() is >= 0 and <= 1);
}
