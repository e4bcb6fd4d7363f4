namespace OpsWorker.Core.Models;

/// <summary>A language model behind a provider's API.</summary>
public interface IChatModel
{
    /// <summary>
    /// Sends a conversation and returns the model's next turn. A failure of the provider, a refusal or a cut answer is an outcome, never
    /// an exception, and no outcome quotes a credential.
    /// </summary>
    Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken);
}
