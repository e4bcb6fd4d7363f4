using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using OpsWorker.Testing.Models;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>The commands that call models, against a stand-in for a provider.</summary>
public sealed class ModelsCommandTests : IAsyncLifetime
{
    private const string Key = "sk-command-SECRETKEY";
    private const string Message = SmallCluster.MissingImage;

    private readonly CaseFolders _cases = new();
    private ModelStandIn _provider = null!;

    private Dictionary<string, string> Settings => new()
    {
        ["OPSWORKER_Models__Providers__local__Kind"] = "openai-compatible",
        ["OPSWORKER_Models__Providers__local__BaseUrl"] = _provider.OpenAiAddress.ToString(),
        ["OPSWORKER_Models__Providers__local__ApiKey"] = Key,
        ["OPSWORKER_Models__Providers__local__InputPrice"] = "1",
        ["OPSWORKER_Models__Providers__local__OutputPrice"] = "5",
        ["OPSWORKER_Models__Default"] = "local/small",
        ["OPSWORKER_Models__ExplainBelow"] = "1",
    };

    public async ValueTask InitializeAsync()
    {
        _provider = await ModelStandIn.StartAsync();
        _cases.Add("one");
    }

    public async ValueTask DisposeAsync()
    {
        _cases.Dispose();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Models_are_listed_by_stage_with_prices_and_limits_and_nothing_is_called()
    {
        var result = await CommandResult.OfAsync(["models", "list"], Settings);

        var text = string.Join('\n', result.ShouldExitWith(0).Output);
        text.ShouldContain("Explain  1. local/small");
        text.ShouldContain("$1 in, $5 out");
        text.ShouldContain("Limit of a day: 1000000 tokens, $5.");
        text.ShouldNotContain("Critic");
        text.ShouldNotContain(Key);
        _provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_settings_the_list_says_what_to_set()
    {
        var result = await CommandResult.OfAsync("models", "list");

        string.Join('\n', result.ShouldExitWith(0).Output).ShouldStartWith("No model is configured. Set OPSWORKER_Models__Providers__");
    }

    [Fact]
    public async Task A_test_says_what_works_and_what_it_cost()
    {
        _provider.Script = request => request.Tools.Count > 0
            ? new ModelReply.CallTool("read_pod", """{"name":"web-0"}""")
            : new ModelReply.Answer("""{"answer":"pong"}""");

        var result = await CommandResult.OfAsync(["models", "test", "--stage", "explain", "--json"], Settings);

        var test = result.ShouldExitWith(0).JsonLines.ShouldHaveSingleItem().EnumerateArray().ShouldHaveSingleItem();
        test.GetProperty("model").GetString().ShouldBe("local/small");
        test.GetProperty("json").GetBoolean().ShouldBeTrue();
        test.GetProperty("tools").GetBoolean().ShouldBeTrue();
        test.GetProperty("cost").GetDecimal().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_test_of_a_model_that_does_not_work_fails_with_the_reason_and_without_the_key()
    {
        _provider.Script = _ => new ModelReply.Error(401, $"Incorrect API key: {Key}");

        var result = await CommandResult.OfAsync(["models", "test"], Settings);

        string.Join('\n', result.ShouldExitWith(1).Output).ShouldBe(
            "local/small: Rejected. local answered with status 401: Incorrect API key: [key]");
    }

    [Fact]
    public async Task A_wrong_setting_is_one_line()
    {
        var result = await CommandResult.OfAsync(
            ["models", "list"], new Dictionary<string, string>(Settings) { ["OPSWORKER_Models__Explain"] = "other/large" });

        result.ShouldExitWith(2).Errors.ShouldBe(
            "opsworker: Models:Explain names the provider \"other\", which is not configured; set Models:Providers:other:Kind.");
    }

    [Fact]
    public async Task An_investigation_calls_models_only_when_it_is_told_to()
    {
        string[] arguments =
            ["investigate", "--alert", _cases.PathOf("one", "alert.json"), "--dump", _cases.PathOf("one", "cluster"), "--json"];
        _provider.Script = Explain;

        (await CommandResult.OfAsync(arguments, Settings)).ShouldExitWith(0);
        _provider.Requests.ShouldBeEmpty();

        var result = await CommandResult.OfAsync([.. arguments, "--models"], Settings);

        var report = JsonSerializer.Deserialize(
            result.ShouldExitWith(0).Output.ShouldHaveSingleItem(), CoreJson.Default.Report).ShouldNotBeNull();
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        report.Models.ShouldNotBeNull().Explanation.ShouldHaveSingleItem().Text.ShouldBe("The image is not found.");
    }

    [Fact]
    public async Task The_explanation_is_printed_with_its_evidence_and_price()
    {
        _provider.Script = Explain;

        var result = await CommandResult.OfAsync(
            ["investigate", "--alert", _cases.PathOf("one", "alert.json"), "--dump", _cases.PathOf("one", "cluster"), "--models"],
            Settings);

        var text = string.Join('\n', result.ShouldExitWith(0).Output);
        text.ShouldContain("Explanation\n  The image is not found. [e2-");
        text.ShouldContain("Models\n  local/small: ");
    }

    [Fact]
    public async Task A_question_about_a_recorded_cluster_is_answered_from_evidence_that_the_model_reads_by_a_tool()
    {
        _provider.ReplyNext(new ModelReply.CallTool("read_evidence", """{"id":"e2-2","contains":"name"}"""));
        _provider.Script = Explain;

        var result = await CommandResult.OfAsync(
            [
                "ask", "Why does checkout not start?",
                "--alert", _cases.PathOf("one", "alert.json"), "--dump", _cases.PathOf("one", "cluster"),
            ],
            Settings);

        string.Join('\n', result.ShouldExitWith(0).Output).ShouldContain("The image is not found.\n  [e2-");
        _provider.Requests.Count.ShouldBe(2);
        _provider.Requests[1].Text.ShouldContain("Why does checkout not start?");
    }

    private static ModelReply Explain(ModelRequest request)
    {
        var line = request.Text.Split('\n').First(l => l.StartsWith('[') && l.Contains(Message, StringComparison.Ordinal));
        var id = line[1..line.IndexOf(']', StringComparison.Ordinal)];
        return new ModelReply.Answer(
            $$$"""
            {"sentences":[{"text":"The image is not found.","quotes":[{"evidence":"{{{id}}}","quote":"{{{Message}}}"}],"links":[]}]}
            """);
    }
}
