using System.Text.Json;
using OpsWorker.Core.Models;
using OpsWorker.Models.Http;

namespace OpsWorker.Models.Anthropic;

/// <summary>A model behind Anthropic's messages API.</summary>
public sealed class AnthropicChatModel(ProviderHttp http, string provider, string model) : IChatModel
{
    private const string ApiVersion = "2023-06-01";

    /// <inheritdoc/>
    public async Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Write(request), AnthropicJson.Default.AnthropicRequest);
        var answer = await http.PostAsync("v1/messages", body, Authorize, cancellationToken);
        return AnswerReader.Read(answer, provider, AnthropicJson.Default.AnthropicResponse, Outcome);
    }

    private AnthropicRequest Write(ChatRequest request) => new(
        model,
        request.MaxOutputTokens,
        request.WriteInstructions(),
        [.. request.Turns.Select(t => new AnthropicMessage(t.Role == ChatRole.User ? "user" : "assistant", [.. Contents(t)]))])
    {
        Tools = request.Tools.Count == 0
            ? null
            : [.. request.Tools.Select(t => new AnthropicTool(t.Name, t.Description, JsonElement.Parse(t.ParametersSchema)))],
    };

    private static IEnumerable<AnthropicContent> Contents(ChatTurn turn)
    {
        foreach (var result in turn.ToolResults)
        {
            yield return new("tool_result") { ToolUseId = result.CallId, Content = result.Content, IsError = result.IsError };
        }

        if (turn.Text.Length > 0) yield return new("text") { Text = turn.Text };
        foreach (var call in turn.ToolCalls)
        {
            yield return new("tool_use") { Id = call.Id, Name = call.Name, Input = call.ParseArguments() };
        }
    }

    private static void Authorize(HttpRequestMessage request, string key)
    {
        request.Headers.TryAddWithoutValidation("x-api-key", key);
        request.Headers.TryAddWithoutValidation("anthropic-version", ApiVersion);
    }

    private ChatOutcome Outcome(AnthropicResponse response)
    {
        var outcome = new ChatOutcome
        {
            Status = ChatStatus.Answered,
            Text = string.Concat((response.Content ?? []).Where(c => c.Type == "text").Select(c => c.Text)),
            Usage = Usage(response.Usage),
        };
        var calls = (response.Content ?? []).Where(c => c.Type == "tool_use").ToList();
        return response.StopReason switch
        {
            null => outcome with { Status = ChatStatus.Malformed, Reason = $"{provider} answered without a stop reason." },
            "refusal" => outcome with { Status = ChatStatus.Refused, Reason = $"{provider}/{model} declined to answer." },
            "max_tokens" => outcome with { Status = ChatStatus.Truncated, Reason = $"{provider}/{model} reached the limit of tokens." },
            "tool_use" => WithToolCalls(outcome, calls),
            _ => outcome,
        };
    }

    private ChatOutcome WithToolCalls(ChatOutcome outcome, List<AnthropicContent> calls) =>
        calls.Count > 0 && calls.TrueForAll(c => c is { Id.Length: > 0, Name.Length: > 0 })
            ? outcome with
            {
                Status = ChatStatus.ToolsCalled,
                ToolCalls = [.. calls.Select(c => new ToolCall(c.Id!, c.Name!, c.Input?.GetRawText() ?? "{}"))],
            }
            : outcome with
            {
                Status = ChatStatus.Malformed,
                Reason = $"{provider} answered with a call of a tool without a name or an id.",
            };

    private static TokenUsage Usage(AnthropicUsage? usage) => usage is null
        ? TokenUsage.None
        : new TokenUsage(
            usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0),
            usage.OutputTokens,
            usage.CacheReadInputTokens ?? 0);
}
