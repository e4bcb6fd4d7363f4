using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>
/// The requests that the stand-in refuses, as Slack does. Written without the product's code, so that the two do not agree by construction.
/// </summary>
public static class SlackStandInLimits
{
    /// <summary>Slack's error code, or null where the message is taken.</summary>
    public static string? Check(JsonObject message)
    {
        if (message["text"]?.GetValue<string>() is { Length: > 40_000 }) return "msg_too_long";
        var blocks = message["blocks"]?.AsArray() ?? [];
        if (blocks.Count == 0 && string.IsNullOrEmpty(message["text"]?.GetValue<string>())) return "no_text";
        if (blocks.Count > 50 || blocks.Any(b => !IsTaken(b!))) return "invalid_blocks";
        return Texts(message).Sum(t => t.Length) > 13_000 ? "msg_blocks_too_long" : null;
    }

    /// <summary>The text of all blocks.</summary>
    public static IEnumerable<string> Texts(JsonObject message) =>
        (message["blocks"]?.AsArray() ?? []).SelectMany(b => TextObjects(b!)).Select(t => t["text"]!.GetValue<string>());

    private static bool IsTaken(JsonNode block) =>
        HasOnly(block, "type", "block_id", "text", "elements", "accessory", "fields") && HasRoom(block);

    private static bool HasRoom(JsonNode block) => block["type"]?.GetValue<string>() switch
    {
        "header" => Fits(block["text"], "plain_text", 150),
        "section" => Fits(block["text"], "mrkdwn", 3_000),
        "context" => block["elements"] is JsonArray { Count: > 0 and <= 10 } texts
            && texts.All(e => Fits(e, "mrkdwn", 3_000)),
        "actions" => block["elements"] is JsonArray { Count: > 0 and <= 25 } elements
            && elements.All(e => IsTakenButton(e) || IsTakenMenu(e)),
        "divider" => true,
        _ => false,
    };

    private static bool IsTakenButton(JsonNode? button) =>
        button?["type"]?.GetValue<string>() == "button"
        && HasOnly(button, "type", "text", "action_id", "value", "style", "url", "confirm")
        && Fits(button["text"], "plain_text", 75)
        && button["action_id"]?.GetValue<string>() is { Length: > 0 and <= 255 }
        && (button["value"] is null || button["value"]!.GetValue<string>().Length <= 2_000)
        && (button["url"] is null || button["url"]!.GetValue<string>().Length <= 3_000);

    private static bool IsTakenMenu(JsonNode? menu) =>
        menu?["type"]?.GetValue<string>() == "static_select"
        && HasOnly(menu, "type", "placeholder", "action_id", "options", "option_groups", "initial_option", "confirm")
        && Fits(menu["placeholder"], "plain_text", 150)
        && menu["action_id"]?.GetValue<string>() is { Length: > 0 and <= 255 }
        && (menu["options"] is null) != (menu["option_groups"] is null)
        && (menu["options"] is not JsonArray options || AreTakenOptions(options))
        && (menu["option_groups"] is not JsonArray groups || (groups.Count is > 0 and <= 100 && groups.All(g =>
            HasOnly(g!, "label", "options") && Fits(g!["label"], "plain_text", 75) && AreTakenOptions(g["options"]!.AsArray()))));

    private static bool AreTakenOptions(JsonArray options) => options.Count is > 0 and <= 100 && options.All(o =>
        HasOnly(o!, "text", "value") && Fits(o!["text"], "plain_text", 75) && o["value"]!.GetValue<string>().Length is > 0 and <= 150);

    private static bool Fits(JsonNode? text, string type, int max) =>
        text?["type"]?.GetValue<string>() == type
        && HasOnly(text, "type", "text", "emoji", "verbatim")
        && text["text"]?.GetValue<string>() is { Length: > 0 } value && value.Length <= max;

    private static bool HasOnly(JsonNode node, params string[] known) => node.AsObject().All(p => known.Contains(p.Key));

    private static IEnumerable<JsonNode> TextObjects(JsonNode block)
    {
        if (block["text"] is JsonObject text) yield return text;
        foreach (var element in block["elements"]?.AsArray() ?? [])
        {
            yield return element!["text"] as JsonObject ?? element["placeholder"] as JsonObject ?? element.AsObject();
        }
    }
}
