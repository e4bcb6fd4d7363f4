using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OpsWorker.Functions.Hosting;
using OpsWorker.Testing.Aws;
using OpsWorker.Testing.Models;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Functions take the settings that the server has too: the models to call, and the masking of personal data.</summary>
public sealed class ModelTests(AwsEndpoint endpoint)
{
    private const string Quote = "not found";

    [Fact]
    public async Task The_model_that_the_settings_name_explains_a_cause_and_personal_data_is_masked()
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
            ["MaskPersonalData"] = "on",
        }).Build();
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions
        {
            Ports = (_, settings, clients, time) => new ConfiguredPorts(settings, clients, time, configuration),
        });

        await story.AlertAsync(await AlertWithMailAsync());
        await story.ShouldEndAsync();

        var incident = (await story.OutcomeAsync()).Incidents.ShouldHaveSingleItem();
        incident.Title.ShouldBe("[masked:mail:1] cannot complete the checkout.");
        var report = (await story.OutcomeAsync()).Investigations.ShouldHaveSingleItem().Report.ShouldNotBeNull();
        report.Models.ShouldNotBeNull(story.Log).Explanation.ShouldHaveSingleItem().Text.ShouldBe("It is not found.");
        provider.Requests.ShouldHaveSingleItem();
    }

    private static async Task<JsonObject> AlertWithMailAsync()
    {
        var payload = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(StoryOptions.Demo, "alert.json")))!.AsObject();
        var alert = payload["alerts"]![0]!.DeepClone();
        alert["annotations"]!["summary"] = "bob@shop.test cannot complete the checkout.";
        payload["alerts"] = new JsonArray(alert);
        return payload;
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
