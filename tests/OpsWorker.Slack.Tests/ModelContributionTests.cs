using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>The part of models in the message about an incident.</summary>
public sealed class ModelContributionTests
{
    [Fact]
    public void Explanation_doubts_price_and_steps_down_are_in_the_message()
    {
        var text = Render(new ModelContribution
        {
            Explanation = [new CheckedSentence("The Secret payments-db is missing.", [new EvidenceQuote("e2-1", "not found")])],
            Doubts = [new CheckedSentence("One pod of payments is ready.", [new EvidenceQuote("e2-4", "1/3")])],
            Dropped = 2,
            Calls =
            [
                new ModelCallSummary
                {
                    Stage = ModelStage.Explain, Model = "anthropic/claude-haiku-4-5", Usage = new TokenUsage(1_500, 300), Cost = 0.003m,
                    Steps = ["A smaller context was sent."],
                },
            ],
        });

        text.ShouldContain("The Secret payments-db is missing. (e2-1)");
        text.ShouldContain("Speaks against it");
        text.ShouldContain(
            "Models: anthropic/claude-haiku-4-5: 1800 tokens, $0.0030; 2 sentences failed the checks and were dropped "
            + "Explain: A smaller context was sent.");
    }

    [Fact]
    public void A_sentence_of_a_model_mentions_nobody_and_links_nowhere()
    {
        var text = Render(new ModelContribution
        {
            Explanation = [new CheckedSentence("<!channel> <https://evil.example|fix> *bold*", [new EvidenceQuote("<@U1>", "x")])],
        });

        text.ShouldNotContain("<!channel>");
        text.ShouldNotContain("<https://evil.example");
        text.ShouldNotContain("<@U1>");
    }

    [Fact]
    public void Without_models_the_message_does_not_speak_of_them() => Render(null).ShouldNotContain("Models:");

    private static string Render(ModelContribution? models)
    {
        var view = IncidentSamples.Reported(IncidentSamples.Incident(), DiagnosisSamples.Found, DiagnosisSamples.Headline);
        var investigation = view.Investigation!;
        var message = IncidentMessage.Render(view with
        {
            Investigation = investigation with { Report = investigation.Report! with { Models = models } },
        });
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage));
        return string.Join('\n', Texts(json.RootElement));
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}
