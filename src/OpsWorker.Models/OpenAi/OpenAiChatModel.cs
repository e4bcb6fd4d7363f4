using System.Net.Http.Headers;
using System.Text.Json;
using OpsWorker.Core.Models;
using OpsWorker.Models.Http;

namespace OpsWorker.Models.OpenAi;

/// <summary>The dialects of the chat completions API.</summary>
public enum OpenAiDialect
{
    /// <summary>OpenAI itself: a bearer token, and limits named <c>max_completion_tokens</c>.</summary>
    OpenAi,

    /// <summary>Azure OpenAI at its <c>/openai/v1/</c> address: the key in the header <c>api-key</c>.</summary>
    Azure,

    /// <summary>Servers that speak the API, such as vLLM, Ollama and LiteLLM: limits named <c>max_tokens</c>.</summary>
    Compatible,
}

/// <summary>A model behind OpenAI's chat completions API, or one that is compatible with it.</summary>
public sealed class OpenAiChatModel(ProviderHttp http, string provider, string model, OpenAiDialect dialect) : IChatModel
{
    /// <inheritdoc/>
    public async Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Write(request), OpenAiJson.Default.OpenAiRequest);
        var answer = await http.PostAsync("chat/completions", body, Authorize, cancellationToken);
        return AnswerReader.Read(answer, provider, OpenAiJson.Default.OpenAiResponse, Outcome);
    }

    private OpenAiRequest Write(ChatRequest request) => new(
        model, [new OpenAiMessage("system", request.Instructions), .. request.Turns.SelectMany(Messages)])
    {
        MaxTokens = dialect == OpenAiDialect.Compatible ? request.MaxOutputTokens : null,
        MaxCompletionTokens = dialect == OpenAiDialect.Compatible ? null : request.MaxOutputTokens,
        Tools = request.Tools.Count == 0
            ? null
            : [.. request.Tools.Select(t => new OpenAiTool("function", new(t.Name, t.Description, JsonElement.Parse(t.ParametersSchema))))],
        ResponseFormat = request.AnswerSchema is { } schema
            ? new OpenAiFormat("json_schema", new("answer", Strict: true, JsonElement.Parse(schema)))
            : null,
    };

    private static IEnumerable<OpenAiMessage> Messages(ChatTurn turn) => turn switch
    {
        { Role: ChatRole.Assistant, ToolCalls.Count: 0 } => [new("assistant", turn.Text)],
        { Role: ChatRole.Assistant } =>
        [
            new("assistant", turn.Text.Length == 0 ? null : turn.Text)
            {
                ToolCalls = [.. turn.ToolCalls.Select(c => new OpenAiToolCall(c.Id, "function", new(c.Name, c.Arguments)))],
            },
        ],
        { ToolResults.Count: > 0 } => turn.ToolResults.Select(r => new OpenAiMessage("tool", r.Content) { ToolCallId = r.CallId }),
        _ => [new("user", turn.Text)],
    };

    private void Authorize(HttpRequestMessage request, string key)
    {
        if (dialect == OpenAiDialect.Azure) request.Headers.TryAddWithoutValidation("api-key", key);
        else request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    private ChatOutcome Outcome(OpenAiResponse response)
    {
        var usage = response.Usage is { } u
            ? new TokenUsage(u.PromptTokens, u.CompletionTokens, u.PromptTokensDetails?.CachedTokens ?? 0)
            : TokenUsage.None;
        if (response.Choices is not [{ Message: { } message } choice, ..])
        {
            return ChatOutcome.Failed(ChatStatus.Malformed, $"{provider} answered without a choice.") with { Usage = usage };
        }

        var outcome = new ChatOutcome { Status = ChatStatus.Answered, Text = message.Content ?? "", Usage = usage };
        return (choice.FinishReason, message) switch
        {
            ("content_filter", _) or (_, { Refusal: not null }) =>
                outcome with { Status = ChatStatus.Refused, Reason = $"{provider}/{model} declined to answer." },
            ("length", _) => outcome with { Status = ChatStatus.Truncated, Reason = $"{provider}/{model} reached the limit of tokens." },
            (_, { ToolCalls.Count: > 0 }) => WithToolCalls(outcome, message.ToolCalls),
            _ => outcome,
        };
    }

    private ChatOutcome WithToolCalls(ChatOutcome outcome, IReadOnlyList<OpenAiToolCall> calls) =>
        calls.All(c => c is { Id.Length: > 0, Function.Name.Length: > 0 })
            ? outcome with
            {
                Status = ChatStatus.ToolsCalled,
                ToolCalls = [.. calls.Select(c => new ToolCall(c.Id!, c.Function!.Name!, c.Function.Arguments ?? ""))],
            }
            : outcome with
            {
                Status = ChatStatus.Malformed,
                Reason = $"{provider} answered with a call of a tool without a name or an id.",
            };
}
