using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Models;

namespace OpsWorker.Server.Commands.Models;

/// <summary>Tests a model: a short answer in JSON, and a call of a tool.</summary>
internal static class ModelTest
{
    private const int MaxTokens = 200;
    private const string Instructions = "This is a test of a connection. Answer as briefly as possible.";

    private const string AnswerSchema =
        """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""";

    private const string ToolSchema =
        """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}""";

    public static async Task<ModelTestResult> RunAsync(StageModel model, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var answer = await model.Client.CompleteAsync(
            ChatRequest.Of(Instructions, "Answer with the word pong.", MaxTokens, AnswerSchema), cancellationToken);
        var elapsed = time.GetElapsedTime(started);
        var result = new ModelTestResult(model.Name, answer.Status, (long)elapsed.TotalMilliseconds)
        {
            Usage = answer.Usage,
            Cost = model.Price.Of(answer.Usage),
            Json = IsJson(answer.Text),
            Reason = answer.Reason,
        };
        if (answer.Status != ChatStatus.Answered) return result;
        var called = await model.Client.CompleteAsync(
            ChatRequest.Of(Instructions, "Read the pod web-0 with the tool.", MaxTokens) with
            {
                Tools = [new ChatTool("read_pod", "Reads a pod by its name.", ToolSchema)],
            },
            cancellationToken);
        return result with
        {
            Tools = called.Status == ChatStatus.ToolsCalled,
            Usage = new TokenUsage(answer.Usage.Input + called.Usage.Input, answer.Usage.Output + called.Usage.Output),
            Cost = result.Cost + model.Price.Of(called.Usage),
        };
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The result of a test.</summary>
internal sealed record ModelTestResult(string Model, ChatStatus Status, long Milliseconds)
{
    public TokenUsage Usage { get; init; } = TokenUsage.None;

    public decimal Cost { get; init; }

    /// <summary>True where the answer was JSON and nothing else; other answers are read where JSON is in them.</summary>
    public bool Json { get; init; }

    /// <summary>True where the model called a tool.</summary>
    public bool Tools { get; init; }

    public string? Reason { get; init; }

    [JsonIgnore]
    public bool Works => Status == ChatStatus.Answered;

    public string Write() => Works
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Model}: answers in {Milliseconds} ms, {Usage.Input} + {Usage.Output} tokens, ${Cost:0.0000}; {Lacks()}")
        : $"{Model}: {Status}. {VisibleText.Line(Reason ?? "")}";

    private string Lacks() => (Json, Tools) switch
    {
        (true, true) => "JSON and tools work.",
        (false, true) => "does not keep to JSON.",
        (true, false) => "does not call tools, which `ask` needs.",
        _ => "does not keep to JSON and does not call tools, which `ask` needs.",
    };
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(List<ModelTestResult>))]
internal sealed partial class ModelsJson : JsonSerializerContext;
