using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Server.Commands.DeadLetters;

/// <summary>Dead letters as people read them.</summary>
internal static class DeadLetterText
{
    private const int MaxBodyLength = 500;

    public static string Of(DeadLetter letter) =>
        $"{letter.At:u}  {letter.Id}  {letter.Reason}\n  "
        + $"{(letter.Body.Length > MaxBodyLength ? letter.Body[..MaxBodyLength] + "…" : letter.Body)}";
}

// What the commands print with --json.
internal sealed record ShownDeadLetter(string Queue, string Id, string Body, string Reason, DateTimeOffset At)
{
    public static ShownDeadLetter Of(string queue, DeadLetter letter) => new(queue, letter.Id, letter.Body, letter.Reason, letter.At);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ShownDeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
