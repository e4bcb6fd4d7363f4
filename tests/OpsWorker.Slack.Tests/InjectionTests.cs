using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;
using OpsWorker.Testing;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Slack.Tests;

/// <summary>Messages about incidents whose cluster and alert have the payloads of the corpus.</summary>
public sealed class InjectionTests
{
    [Fact]
    public void No_payload_changes_the_blocks_of_a_message_or_is_anything_but_text_in_it()
    {
        var expected = Types(Render(InjectedCase.PlainText));
        foreach (var payload in InjectionCorpus.All)
        {
            var message = Render(payload.Text);

            SlackStandInLimits.Check(message).ShouldBeNull(payload.Id);
            Types(message).ShouldBe(expected, payload.Id);
            foreach (var text in SlackStandInLimits.Texts(message)) HarmlessText.Check(text);
        }
    }

    private static JsonObject Render(string text)
    {
        var message = IncidentMessage.Render(InjectedCase.Everywhere(text).View(), interactive: true);
        return JsonNode.Parse(JsonSerializer.Serialize(message, SlackJson.Default.SlackMessage))!.AsObject();
    }

    // Every type in the message: of blocks, of elements and of texts.
    private static List<string> Types(JsonNode? node) => node switch
    {
        JsonObject fields => [.. fields.SelectMany(f => f.Key == "type" ? [f.Value!.ToString()] : Types(f.Value))],
        JsonArray items => [.. items.SelectMany(Types)],
        _ => [],
    };
}
