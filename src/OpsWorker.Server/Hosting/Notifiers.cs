using OpsWorker.Core.Notifications;
using OpsWorker.Server.Terminal;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Server.Hosting;

/// <summary>Chooses who tells people: Slack where it is set up, else the terminal.</summary>
internal static class Notifiers
{
    public static IReadOnlyList<INotifier> Create(ServerSettings settings, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var slack = settings.Slack;
        if (slack.BotToken is not null)
        {
            var client = new SlackClient(new HttpClient(), slack, time);
            return [new SlackNotifier(client, slack, services.GetRequiredService<ILogger<SlackNotifier>>())];
        }

        return slack.WebhookUrl is { } url
            ? [new SlackWebhookNotifier(new SlackWebhookClient(new HttpClient(), new Uri(url), time))]
            : [new TextNotifier(settings.Messages)];
    }

    /// <summary>The same choice for daily digests.</summary>
    public static IReadOnlyList<IDigestNotifier> CreateForDigests(ServerSettings settings, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var slack = settings.Slack;
        if (slack.BotToken is not null)
        {
            var client = new SlackClient(new HttpClient(), slack, time);
            return [new SlackDigestNotifier(client, slack, services.GetRequiredService<ILogger<SlackDigestNotifier>>())];
        }

        return slack.WebhookUrl is { } url
            ? [new SlackWebhookDigestNotifier(new SlackWebhookClient(new HttpClient(), new Uri(url), time))]
            : [new TextDigestNotifier(settings.Messages)];
    }

    /// <summary>The same choice for what is said of clusters.</summary>
    public static IClusterNotifier CreateForClusters(ServerSettings settings, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var slack = settings.Slack;
        if (slack.BotToken is not null) return new SlackClusterNotifier(new SlackClient(new HttpClient(), slack, time), slack);
        return slack.WebhookUrl is { } url
            ? new SlackWebhookClusterNotifier(new SlackWebhookClient(new HttpClient(), new Uri(url), time))
            : new TextClusterNotifier(settings.Messages);
    }
}
