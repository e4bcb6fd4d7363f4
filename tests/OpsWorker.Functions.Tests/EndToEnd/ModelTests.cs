using Microsoft.Extensions.Configuration;
using OpsWorker.Functions.Hosting;
using OpsWorker.Testing.Aws;
using OpsWorker.Testing.Models;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The investigation function calls the models that its environment names.</summary>
public sealed class ModelTests(AwsEndpoint endpoint)
{
    private const string Quote = "not found";

    [Fact]
    public async Task A_cause_is_explained_by_the_model_that_the_settings_name()
    {
        await using var provider = await ModelStandIn.StartAsync();
        provider.Script = Explain;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Models:Providers:local:Kind"] = "openai-compatible",
            ["Models:Providers:local:BaseUrl"] = provider.OpenAiAddress.ToString(),
            ["Models:Providers:local:InputPrice"] = "1",
            ["Models:Providers:local:OutputPrice"] = "5",
            ["Models:Default"] = "local/small",
            ["Models:ExplainBelow"] = "1",
        }).Build();
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions
        {
            Ports = (_, settings, clients, time) => new ConfiguredPorts(settings, clients, time, configuration),
        });

        await story.ShouldEndWellAsync();

        var report = (await story.OutcomeAsync()).Investigations.ShouldHaveSingleItem().Report.ShouldNotBeNull();
        report.Models.ShouldNotBeNull(story.Log).Explanation.ShouldHaveSingleItem().Text.ShouldBe("It is not found.");
        provider.Requests.ShouldHaveSingleItem();
    }

    private static ModelReply Explain(ModelRequest request)
    {
        var line = request.Text.Split('\n').First(l => l.StartsWith('[') && l.Contains(Quote, StringComparison.Ordinal));
        var id = line[1..line.IndexOf(']', StringComparison.Ordinal)];
        return new ModelReply.Answer(
            $$$"""
            {"sentences":[{"text":"It is not found.","quotes":[{"evidence":"{{{id}}}","quote":"{{{Quote}}}"}],"links":[]}]}
            """);
    }

    private sealed class ConfiguredPorts(FunctionSettings settings, AwsClients clients, TimeProvider time, IConfiguration configuration)
        : FunctionPorts(settings, clients, time)
    {
        public override IConfiguration Configuration => configuration;
    }
}
