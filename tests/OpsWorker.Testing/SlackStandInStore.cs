using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing;

/// <summary>A message at the stand-in.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Ts">Which it is.</param>
/// <param name="Content">The request's body as it was last posted or edited.</param>
/// <param name="Edits">How often it was edited.</param>
public sealed record SlackStandInMessage(string Channel, string Ts, JsonObject Content, int Edits)
{
    public string Text => Content["text"]?.GetValue<string>() ?? "";

    public string? ThreadTs => Content["thread_ts"]?.GetValue<string>();

    public string? IncidentId => Content["metadata"]?["event_payload"]?["incident_id"]?.GetValue<string>();

    /// <summary>The text of all blocks, as it was sent.</summary>
    public string BlockText => string.Join('\n', SlackStandInLimits.Texts(Content));
}

/// <summary>The messages of a stand-in.</summary>
internal sealed class SlackStandInStore(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<SlackStandInMessage> _messages = [];

    public IReadOnlyList<SlackStandInMessage> Messages
    {
        get
        {
            lock (_lock) return [.. _messages];
        }
    }

    public SlackStandInMessage Add(string channel, JsonObject content)
    {
        lock (_lock)
        {
            var ts = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeSeconds()}.{_messages.Count + 1:D6}");
            var message = new SlackStandInMessage(channel, ts, content, Edits: 0);
            _messages.Add(message);
            return message;
        }
    }

    public SlackStandInMessage? Update(string channel, string ts, JsonObject content)
    {
        lock (_lock)
        {
            var at = _messages.FindIndex(m => m.Channel == channel && m.Ts == ts);
            if (at < 0) return null;
            return _messages[at] = _messages[at] with { Content = content, Edits = _messages[at].Edits + 1 };
        }
    }

    /// <summary>A page. With <c>oldest</c> and no <c>latest</c> pages go forward from the oldest, each newest first.</summary>
    public JsonObject History(string channel, IQueryCollection query, string? thread = null)
    {
        var oldest = decimal.Parse(query["oldest"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var limit = int.Parse(query["limit"].FirstOrDefault() ?? "100", CultureInfo.InvariantCulture);
        var from = int.Parse(query["cursor"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var all = Messages
            .Where(m => m.Channel == channel && m.ThreadTs == thread && decimal.Parse(m.Ts, CultureInfo.InvariantCulture) >= oldest)
            .ToList();
        var page = all.Skip(from).Take(limit).Reverse().Select(m => Entry(m, query["include_all_metadata"] == "true"));
        var next = from + limit < all.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : "";
        return new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([.. page]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = next },
        };
    }

    private static JsonObject Entry(SlackStandInMessage message, bool withMetadata)
    {
        var entry = new JsonObject { ["type"] = "message", ["ts"] = message.Ts, ["text"] = message.Text };
        if (withMetadata && message.Content["metadata"] is { } metadata) entry["metadata"] = metadata.DeepClone();
        return entry;
    }
}
