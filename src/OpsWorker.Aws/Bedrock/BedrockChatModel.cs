using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using OpsWorker.Aws.Bedrock.Model;
using OpsWorker.Core;
using OpsWorker.Core.Models;

namespace OpsWorker.Aws.Bedrock;

/// <summary>The settings of a model of Bedrock.</summary>
/// <param name="Provider">The provider's name in the settings, which errors quote.</param>
/// <param name="ModelId">The id or ARN of a model or an inference profile.</param>
/// <param name="Timeout">The time limit of a call with all of its attempts.</param>
public sealed record BedrockOptions(string Provider, string ModelId, TimeSpan Timeout)
{
    /// <summary>The guardrail; null without one.</summary>
    public GuardrailConfiguration? Guardrail { get; init; }
}

/// <summary>A model behind the Converse operation of Amazon Bedrock.</summary>
/// <param name="client">Creates the client once, at the first call.</param>
/// <param name="options">The model.</param>
/// <param name="time">The clock.</param>
public sealed class BedrockChatModel(Lazy<AmazonBedrockRuntimeClient> client, BedrockOptions options, TimeProvider time) : IChatModel
{
    private const int MaxErrorLength = 300;

    /// <inheritdoc/>
    public async Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var converse = new ConverseRequest { ModelId = options.ModelId, Body = Write(request) };
            return Outcome((await client.Value.ConverseAsync(converse, either.Token)).Content);
        }
        catch (AmazonServiceException e)
        {
            var line = VisibleText.Line(e.Message);
            var message = line.Length <= MaxErrorLength ? line : line[..MaxErrorLength];
            return ChatOutcome.Failed(
                IsTemporary(e) ? ChatStatus.Unavailable : ChatStatus.Rejected,
                $"{options.Provider} answered with {e.ErrorCode}: {message}");
        }
        catch (AmazonClientException e)
        {
            return ChatOutcome.Failed(ChatStatus.Rejected, $"{options.Provider} cannot be called: {VisibleText.Line(e.Message)}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ChatOutcome.Failed(ChatStatus.Unavailable, $"{options.Provider} could not be reached, or did not answer in time.");
        }
    }

    private static bool IsTemporary(AmazonServiceException e) =>
        e.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        || e.StatusCode >= HttpStatusCode.InternalServerError
        || e.ErrorCode is "ThrottlingException" or "ModelNotReadyException";

    private ConverseBody Write(ChatRequest request) => new(
        [new SystemContentBlock(request.WriteInstructions())],
        [.. request.Turns.Select(t => new Message(t.Role == ChatRole.User ? "user" : "assistant", [.. Blocks(t)]))],
        new InferenceConfiguration(request.MaxOutputTokens))
    {
        ToolConfig = request.Tools.Count == 0
            ? null
            : new ToolConfiguration([.. request.Tools.Select(
                t => new Tool(new ToolSpecification(t.Name, t.Description, new ToolInputSchema(JsonElement.Parse(t.ParametersSchema)))))]),
        GuardrailConfig = options.Guardrail,
    };

    private static IEnumerable<ContentBlock> Blocks(ChatTurn turn)
    {
        foreach (var result in turn.ToolResults)
        {
            var status = result.IsError ? "error" : "success";
            yield return new() { ToolResult = new(result.CallId, [new ToolResultContentBlock(result.Content)], status) };
        }

        if (turn.Text.Length > 0) yield return new() { Text = turn.Text };
        foreach (var call in turn.ToolCalls) yield return new() { ToolUse = new(call.Id, call.Name, call.ParseArguments()) };
    }

    private ChatOutcome Outcome(ConverseContent? content)
    {
        if (content is not { StopReason: { } stop, Output.Message.Content: { } blocks })
        {
            return ChatOutcome.Failed(ChatStatus.Malformed, $"{options.Provider} answered in a form that its API does not have.");
        }

        var outcome = new ChatOutcome
        {
            Status = ChatStatus.Answered,
            Text = string.Concat(blocks.Select(b => b.Text)),
            Usage = Usage(content.Usage),
        };
        var name = $"{options.Provider}/{options.ModelId}";
        return stop switch
        {
            "guardrail_intervened" or "content_filtered" =>
                outcome with { Status = ChatStatus.Refused, Reason = $"{name} declined to answer." },
            "max_tokens" => outcome with { Status = ChatStatus.Truncated, Reason = $"{name} reached the limit of tokens." },
            "tool_use" => WithToolCalls(outcome, [.. blocks.Select(b => b.ToolUse).OfType<ToolUseBlock>()]),
            _ => outcome,
        };
    }

    private ChatOutcome WithToolCalls(ChatOutcome outcome, IReadOnlyList<ToolUseBlock> calls) =>
        calls.Count > 0 && calls.All(c => c is { ToolUseId.Length: > 0, Name.Length: > 0 })
            ? outcome with
            {
                Status = ChatStatus.ToolsCalled,
                ToolCalls = [.. calls.Select(c => new ToolCall(c.ToolUseId!, c.Name!, c.Input?.GetRawText() ?? "{}"))],
            }
            : outcome with
            {
                Status = ChatStatus.Malformed,
                Reason = $"{options.Provider} answered with a call of a tool without a name or an id.",
            };

    private static TokenUsage Usage(ConverseTokens? usage) => usage is null
        ? TokenUsage.None
        : new TokenUsage(
            usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheWriteInputTokens ?? 0),
            usage.OutputTokens,
            usage.CacheReadInputTokens ?? 0);
}
