using System.IO.Compression;
using System.Text.Json.Nodes;
using OpsWorker.Testing.Models;

namespace OpsWorker.Server.Tests.Commands;

/// <summary><c>opsworker replay</c> over a file that <c>opsworker investigate --save</c> wrote.</summary>
public sealed class ReplayCommandTests : IAsyncLifetime
{
    private readonly CaseFolders _cases = new();
    private ModelStandIn _provider = null!;

    private string Bundle => _cases.PathOf("one.replay");

    public async ValueTask InitializeAsync()
    {
        _provider = await ModelStandIn.StartAsync();
        _cases.Add("one");
        var saved = await CommandResult.OfAsync(
            "investigate", "--alert", _cases.PathOf("one", "alert.json"), "--dump", _cases.PathOf("one", "cluster"), "--save", Bundle);
        saved.ShouldExitWith(0);
        Directory.Delete(_cases.PathOf("one"), recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        _cases.Dispose();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task The_same_engine_answers_the_same_without_the_cluster()
    {
        var result = await CommandResult.OfAsync("replay", Bundle);

        result.ShouldExitWith(0).Output[0].ShouldBe("The answer is the same.");
        result.Output.Count(line => line.Contains("ImageReferenceInvalid of ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Another_answer_is_shown_beside_the_recorded_one()
    {
        await EditAsync(bundle => bundle["report"]!["diagnosis"]!["causes"]![0]!["finding"]!["cause"] = "ConfigMapMissing");

        var result = await CommandResult.OfAsync("replay", Bundle, "--json");

        var difference = result.ShouldExitWith(1).JsonLines.ShouldHaveSingleItem();
        difference.GetProperty("isSame").GetBoolean().ShouldBeFalse();
        difference.GetProperty("before")[0].GetProperty("cause").GetString().ShouldBe("ConfigMapMissing");
        difference.GetProperty("after")[0].GetProperty("cause").GetString().ShouldBe("ImageReferenceInvalid");
    }

    [Fact]
    public async Task A_model_that_is_named_takes_part_and_changes_no_verdict()
    {
        _provider.Script = _ => new ModelReply.Answer("""{"sentences":[]}""");
        var settings = new Dictionary<string, string>
        {
            ["OPSWORKER_Models__Providers__local__Kind"] = "openai-compatible",
            ["OPSWORKER_Models__Providers__local__BaseUrl"] = _provider.OpenAiAddress.ToString(),
            ["OPSWORKER_Models__Providers__local__InputPrice"] = "1",
            ["OPSWORKER_Models__Providers__local__OutputPrice"] = "5",
            ["OPSWORKER_Models__ExplainBelow"] = "1",
        };

        var result = await CommandResult.OfAsync(["replay", Bundle, "--model", "local/small"], settings);

        string.Join('\n', result.ShouldExitWith(0).Output).ShouldContain("  models: local/small: ");
        _provider.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_one_line()
    {
        await File.WriteAllTextAsync(Bundle, "{}", TestContext.Current.CancellationToken);

        (await CommandResult.OfAsync("replay", Bundle)).ShouldExitWith(2).Errors
            .ShouldStartWith($"opsworker: {Bundle} is not read as a file of `opsworker investigate --save`: ");
    }

    private async Task EditAsync(Action<JsonNode> edit)
    {
        JsonNode bundle;
        await using (var packed = new GZipStream(File.OpenRead(Bundle), CompressionMode.Decompress))
        {
            bundle = (await JsonNode.ParseAsync(packed, cancellationToken: TestContext.Current.CancellationToken))!;
        }

        edit(bundle);
        await using var written = new GZipStream(File.Create(Bundle), CompressionLevel.Fastest);
        await written.WriteAsync(System.Text.Encoding.UTF8.GetBytes(bundle.ToJsonString()), TestContext.Current.CancellationToken);
    }
}
