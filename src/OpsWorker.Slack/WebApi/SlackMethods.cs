namespace OpsWorker.Slack.WebApi;

/// <summary>The methods of the Web API that are called, with the scopes that each needs. The app manifest grants these.</summary>
public static class SlackMethods
{
    public const string Post = "chat.postMessage";
    public const string Update = "chat.update";
    public const string History = "conversations.history";
    public const string Replies = "conversations.replies";
    public const string AuthTest = "auth.test";

    /// <summary>The scopes of each method: it needs one of them, those of private channels for such a channel.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Scopes { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Post] = ["chat:write"],
        [Update] = ["chat:write"],
        [History] = ["channels:history", "groups:history"],
        [Replies] = ["channels:history", "groups:history"],
        [AuthTest] = [],
    };
}
