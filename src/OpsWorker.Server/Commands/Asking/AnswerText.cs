using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Pipeline.Models.Asking;

namespace OpsWorker.Server.Commands.Asking;

/// <summary>Writes the answer to a question for people.</summary>
internal static class AnswerText
{
    private const int MaxNotSeen = 5;

    public static string Write(AskedAnswer answer)
    {
        var text = new StringBuilder();
        text.AppendLine(VisibleText.Line(answer.Headline));
        text.AppendLine();
        if (answer.Sentences.Count == 0) text.AppendLine("No sentence of an answer passed the checks; the engine's conclusion stands.");
        foreach (var sentence in answer.Sentences)
        {
            text.AppendLine(VisibleText.Line(sentence.Text));
            foreach (var quote in sentence.Quotes) text.AppendLine(VisibleText.Line($"  [{quote.EvidenceId}] \"{quote.Text}\""));
        }

        text.AppendLine();
        foreach (var query in answer.NotSeen.Take(MaxNotSeen)) text.AppendLine(VisibleText.Line($"Not seen: {query}"));
        if (answer.NotSeen.Count > MaxNotSeen)
        {
            text.AppendLine(FormattableString.Invariant($"Not seen: {answer.NotSeen.Count - MaxNotSeen} more."));
        }

        foreach (var line in new ModelContribution { Calls = answer.Calls, Dropped = answer.Dropped }.Describe())
        {
            text.AppendLine(VisibleText.Line(line));
        }

        return text.ToString();
    }
}

/// <summary>The body of a question to the API.</summary>
internal sealed record AskBody(string Question, string? IncidentId)
{
    public HttpContent ToContent() => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(this, AskJson.Default.AskBody))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AskBody))]
[JsonSerializable(typeof(AskedAnswer))]
internal sealed partial class AskJson : JsonSerializerContext;
