using System.Text.Json.Serialization;
using OpsWorker.Notifiers.Content;

namespace OpsWorker.Notifiers.Teams;

/// <summary>The body of a post to a workflow: one adaptive card.</summary>
/// <param name="Type"><c>message</c>.</param>
/// <param name="Attachments">The card.</param>
internal sealed record TeamsMessage(string Type, IReadOnlyList<TeamsAttachment> Attachments)
{
    // Teams refuses messages of more than 28 KB; other characters than these are longer in JSON.
    private const int MaxText = 24_000;
    private const int EscapedLength = 6;

    public static TeamsMessage Of(IncidentText text)
    {
        var room = MaxText;
        List<CardElement> body =
        [
            Block(text.Title, "Bolder", "Large", isMonospace: false, ref room),
            new FactSet([.. text.Facts.Select(fact => new CardFact(fact.Name, Plain(fact.Value, ref room)))]),
            Block(text.Conclusion, null, null, isMonospace: false, ref room),
        ];
        if (text.Remedy is { } remedy) body.Add(Block($"What to do: {remedy}", null, null, isMonospace: false, ref room));
        foreach (var line in text.Commands.Concat(text.Evidence)) body.Add(Block(line, null, "Small", isMonospace: true, ref room));
        return new TeamsMessage("message", [new TeamsAttachment("application/vnd.microsoft.card.adaptive", new AdaptiveCard(body))]);
    }

    private static TextBlock Block(string text, string? weight, string? size, bool isMonospace, ref int room) =>
        new(Plain(text, ref room), weight, size, isMonospace ? "Monospace" : null);

    // Text blocks understand a part of Markdown, links among it.
    private static string Plain(string text, ref int room)
    {
        var escaped = string.Concat(text.Select(c => "\\`*_{}[]()<>#+-!|".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
        var length = escaped.Sum(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or ':' or '/' ? 1 : EscapedLength);
        if (length > room) return "…";
        room -= length;
        return escaped;
    }
}

/// <summary>An attachment with a card.</summary>
internal sealed record TeamsAttachment(string ContentType, AdaptiveCard Content);

/// <summary>An adaptive card, version 1.4, the latest that Teams shows everywhere.</summary>
internal sealed record AdaptiveCard(IReadOnlyList<CardElement> Body)
{
    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Type { get; } = "AdaptiveCard";

    public string Version { get; } = "1.4";
}

/// <summary>An element of a card.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(FactSet), "FactSet")]
internal abstract record CardElement;

/// <summary>A text.</summary>
internal sealed record TextBlock(string Text, string? Weight, string? Size, string? FontType) : CardElement
{
    public bool Wrap { get; } = true;
}

/// <summary>Names and values.</summary>
internal sealed record FactSet(IReadOnlyList<CardFact> Facts) : CardElement;

/// <summary>A name and its value.</summary>
internal sealed record CardFact(string Title, string Value);
