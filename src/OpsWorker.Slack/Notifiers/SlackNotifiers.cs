using Microsoft.Extensions.Logging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Interactions;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Chooses between Slack's Web API and an incoming webhook.</summary>
public static class SlackNotifiers
{
    /// <summary>Checks the bot token; no lines where there is none.</summary>
    /// <param name="options">Valid options.</param>
    /// <param name="http">The client for Slack's addresses.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        SlackOptions options, HttpClient http, TimeProvider time, CancellationToken cancellationToken) => options.BotToken is null
            ? []
            : await new SlackTokenCheck(new SlackClient(http, options, time), options).RunAsync(cancellationToken);

    /// <summary>
    /// The notifiers for the options: by bot token where there is one, else by webhook; null where Slack is not
    /// configured.
    /// </summary>
    /// <param name="options">Valid options.</param>
    /// <param name="http">The client for Slack's addresses.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The loggers.</param>
    public static TeamNotifiers? Create(SlackOptions options, HttpClient http, TimeProvider time, ILoggerFactory loggers)
    {
        if (options.BotToken is not null)
        {
            var client = new SlackClient(http, options, time);
            return new TeamNotifiers(
                [new SlackNotifier(client, options, loggers.CreateLogger<SlackNotifier>())],
                new SlackClusterNotifier(client, options),
                [new SlackDigestNotifier(client, options, loggers.CreateLogger<SlackDigestNotifier>())])
            {
                Replies = options.Replies ? [new SlackReplyNotifier(client, options, loggers.CreateLogger<SlackReplyNotifier>())] : [],
                Chat = new SlackReplier(http, client, time),
            };
        }

        if (options.WebhookUrl is not { } url) return null;
        var webhook = new SlackWebhookClient(http, new Uri(url), time);
        return new TeamNotifiers(
            [new SlackWebhookNotifier(webhook)], new SlackWebhookClusterNotifier(webhook), [new SlackWebhookDigestNotifier(webhook)]);
    }
}
