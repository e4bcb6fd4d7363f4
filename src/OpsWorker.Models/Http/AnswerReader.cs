using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core.Models;

namespace OpsWorker.Models.Http;

/// <summary>Turns the body of a provider's answer into an outcome.</summary>
internal static class AnswerReader
{
    /// <summary>The outcome; <see cref="ChatStatus.Malformed"/> where the body has not the documented form.</summary>
    public static ChatOutcome Read<T>(ProviderAnswer answer, string provider, JsonTypeInfo<T> type, Func<T, ChatOutcome> outcome)
        where T : class
    {
        if (answer.Failure is { } failure) return failure;
        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, type) is { } body
                ? outcome(body)
                : ChatOutcome.Failed(ChatStatus.Malformed, $"{provider} answered with null.");
        }
        catch (JsonException e)
        {
            return ChatOutcome.Failed(
                ChatStatus.Malformed, $"{provider} answered in a form that its API does not have, at {e.Path ?? "$"}.");
        }
    }
}
