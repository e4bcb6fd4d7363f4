using System.Text.Json.Nodes;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>Answers of models.</summary>
internal static class Replies
{
    /// <summary>An answer of sentences.</summary>
    public static string Sentences(params JsonObject[] sentences) =>
        new JsonObject { ["sentences"] = new JsonArray([.. sentences]) }.ToJsonString();

    /// <summary>A choice with a sentence.</summary>
    public static string Choice(string id, JsonObject sentence) =>
        new JsonObject { ["choice"] = id, ["sentences"] = new JsonArray(sentence) }.ToJsonString();

    /// <summary>The critic's answer.</summary>
    public static string Criticism(double confidence, params JsonObject[] sentences) =>
        new JsonObject { ["confidence"] = confidence, ["sentences"] = new JsonArray([.. sentences]) }.ToJsonString();

    /// <summary>A sentence with a quotation, and perhaps a link such as <c>c1&gt;c1e1</c>.</summary>
    public static JsonObject Sentence(string text, string evidence, string quote, string? link = null) => new()
    {
        ["text"] = text,
        ["quotes"] = new JsonArray(new JsonObject { ["evidence"] = evidence, ["quote"] = quote }),
        ["links"] = link?.Split('>') is [var from, var to]
            ? new JsonArray(new JsonObject { ["from"] = from, ["to"] = to })
            : new JsonArray(),
    };
}
