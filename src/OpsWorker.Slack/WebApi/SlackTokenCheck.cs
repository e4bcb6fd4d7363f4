using OpsWorker.Core;

namespace OpsWorker.Slack.WebApi;

/// <summary>Checks the bot token before the first message needs it: Slack takes it, and it has the scopes of what is used.</summary>
/// <param name="client">The Web API.</param>
/// <param name="options">Options with a bot token.</param>
public sealed class SlackTokenCheck(SlackClient client, SlackOptions options)
{
    private const string Commands = "commands";
    private const string Mentions = "app_mentions:read";

    /// <summary>The result in lines for people: the workspace, and what is wrong with what to do.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken) =>
        await client.TestAuthAsync(cancellationToken) switch
        {
            SlackResult<AuthTestResponse>.Done done =>
            [
                $"Slack: workspace {VisibleText.Line(done.Value.Team ?? "?")}, app {VisibleText.Line(done.Value.User ?? "?")}, "
                    + $"channel {options.Channel}.",
                .. Missing(done.Value.Scopes),
            ],
            SlackResult<AuthTestResponse>.RetryAfter retry => [$"Slack: the token could not be checked. {retry.Reason}"],
            SlackResult<AuthTestResponse>.Refused refused => [$"Slack: {refused.Reason} No message can be sent until then."],
            _ => throw new InvalidOperationException("There is no other result."),
        };

    // Where Slack states no scopes nothing can be said about them.
    private IEnumerable<string> Missing(IReadOnlyList<string> scopes)
    {
        if (scopes.Count == 0) yield break;
        foreach (var needed in SlackMethods.Scopes.Values.Where(any => any.Count > 0).DistinctBy(any => any[0]))
        {
            if (!needed.Any(scopes.Contains)) yield return MissingScope(string.Join(" or ", needed));
        }

        if (options.SigningSecret is null) yield break;
        if (!scopes.Contains(Commands)) yield return MissingScope(Commands);
        if (!scopes.Contains(Mentions)) yield return MissingScope(Mentions);
    }

    private static string MissingScope(string scope) =>
        $"Slack: the app has not the scope {scope}; add it under OAuth & Permissions and install the app again.";
}
