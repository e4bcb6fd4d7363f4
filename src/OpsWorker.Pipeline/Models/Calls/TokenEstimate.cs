using System.Text;
using OpsWorker.Core.Models;

namespace OpsWorker.Pipeline.Models.Calls;

/// <summary>Estimates the tokens of a request before it is sent.</summary>
/// <remarks>
/// A token of English or JSON has three to five bytes in the vocabularies in use; three, and a whole answer, make the estimate an upper
/// bound for the text that is sent here. The provider's own count replaces it after the call.
/// </remarks>
internal static class TokenEstimate
{
    private const int BytesPerToken = 3;
    private const int Overhead = 50;

    /// <summary>The tokens of the request, and of the largest answer to it.</summary>
    public static TokenUsage Of(ChatRequest request)
    {
        var bytes = Bytes(request.Instructions) + Bytes(request.AnswerSchema ?? "")
            + request.Turns.Sum(turn => Bytes(turn.Text) + turn.ToolResults.Sum(r => Bytes(r.Content)))
            + request.Tools.Sum(tool => Bytes(tool.Description) + Bytes(tool.ParametersSchema));
        return new TokenUsage((bytes / BytesPerToken) + Overhead, request.MaxOutputTokens);
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
