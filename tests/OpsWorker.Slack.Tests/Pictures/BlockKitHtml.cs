using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpsWorker.Slack.Tests.Pictures;

/// <summary>Messages of Slack's Block Kit as a page that looks about as Slack shows them, for pictures in the documentation.</summary>
internal static partial class BlockKitHtml
{
    private const string Style =
        """
        body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, "Liberation Sans", sans-serif; width: 720px }
        .message { display: flex; gap: 10px; padding: 12px 20px }
        .icon { flex: none; width: 36px; height: 36px; border-radius: 6px;
            background: #1f4e79; color: #fff; text-align: center; font: bold 18px/36px sans-serif }
        .content { flex: auto; min-width: 0 }
        .name { font-weight: 900 }
        .app { background: #ebeaeb; color: #616061; border-radius: 2px; font-size: 10px; padding: 1px 3px }
        .header { font-size: 18px; font-weight: 900; margin: 6px 0 }
        .section { margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere }
        .context { margin: 4px 0; color: #616061; font-size: 12.5px; overflow-wrap: anywhere; white-space: pre-wrap }
        code { font: 12px Menlo, "DejaVu Sans Mono", monospace; color: #c01343; background: #f7f7f7;
            border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px }
        pre { font: 12px/1.5 Menlo, "DejaVu Sans Mono", monospace; background: #f7f7f7; border: 1px solid #ddd;
            border-radius: 4px; padding: 8px; margin: 4px 0; white-space: pre-wrap }
        a { color: #1264a3; text-decoration: none }
        .mention { background: #fcf3d8; color: #1264a3; border-radius: 3px; padding: 0 2px }
        .actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
        .button { border: 1px solid #bbb; border-radius: 4px; padding: 4px 12px; font-weight: 700; font-size: 13px }
        hr { border: 0; border-top: 1px solid #ddd; margin: 10px 0 }
        """;

    /// <summary>The page.</summary>
    /// <param name="messages">The messages as they are sent to Slack, one below the other.</param>
    public static string Page(IEnumerable<JsonNode> messages) =>
        $"<!doctype html><meta charset=\"utf-8\"><style>{Style}</style><body>{string.Concat(messages.Select(Message))}</body>";

    private static string Message(JsonNode message) =>
        "<div class=\"message\"><div class=\"icon\">O</div><div class=\"content\"><span class=\"name\">OpsWorker</span> "
        + $"<span class=\"app\">APP</span>{string.Concat(message["blocks"]!.AsArray().Select(Block))}</div></div>";

    private static string Block(JsonNode? block) => (string?)block!["type"] switch
    {
        "header" => $"<div class=\"header\">{Text(block["text"]!)}</div>",
        "section" => $"<div class=\"section\">{Text(block["text"]!)}</div>",
        "context" => $"<div class=\"context\">{string.Join(' ', block["elements"]!.AsArray().Select(e => Text(e!)))}</div>",
        "actions" => $"<div class=\"actions\">{string.Concat(block["elements"]!.AsArray().Select(Element))}</div>",
        "divider" => "<hr>",
        var type => throw new InvalidOperationException($"A block of the type {type} cannot be drawn."),
    };

    private static string Element(JsonNode? element) => (string?)element!["type"] switch
    {
        "button" => $"<span class=\"button\">{Text(element["text"]!)}</span>",
        "static_select" => $"<span class=\"button\">{Text(element["placeholder"]!)} ▾</span>",
        "overflow" => "<span class=\"button\">⋯</span>",
        var type => throw new InvalidOperationException($"An element of the type {type} cannot be drawn."),
    };

    private static string Text(JsonNode text)
    {
        var value = (string)text["text"]!;
        return (string?)text["type"] == "mrkdwn" ? Mrkdwn(value) : WebUtility.HtmlEncode(value);
    }

    // Slack's own escapes (&lt; &gt; &amp;) are those of HTML, so what is left of the text may stay as it is.
    private static string Mrkdwn(string text) => string.Concat(Fence().Split(text).Select((part, i) => i % 2 == 1
        ? $"<pre>{part.Trim('\n')}</pre>"
        : string.Concat(Code().Split(part.Trim('\n')).Select((piece, j) => j % 2 == 1 ? $"<code>{piece}</code>" : Spans(piece)))));

    private static string Spans(string text)
    {
        var linked = Special().Replace(text, match => match.Groups["target"].Value switch
        {
            ['!', 'd', 'a', 't', 'e', '^', ..] => match.Groups["label"].Value,
            ['!' or '@', .. var who] => $"<span class=\"mention\">@{who}</span>",
            var url => $"<a href=\"{url}\">{(match.Groups["label"] is { Success: true, Value: var label } ? label : url)}</a>",
        });
        return Bold().Replace(linked, "<b>${text}</b>");
    }

    [GeneratedRegex("```(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex(@"<(?<target>[^<>|]+)(\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Special();

    [GeneratedRegex(@"\*(?<text>[^*\n]+)\*", RegexOptions.NonBacktracking)]
    private static partial Regex Bold();
}
