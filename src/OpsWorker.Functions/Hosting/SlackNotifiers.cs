using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Slack;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Functions.Hosting;

/// <summary>Who tells people, by the secrets <c>Slack:…</c>, which are named like the settings of the server.</summary>
/// <param name="secrets">Where they are.</param>
/// <param name="http">Reaches Slack.</param>
/// <param name="time">The only clock.</param>
/// <param name="loggers">Where it logs.</param>
internal sealed partial class SlackNotifiers(ISecretSource secrets, HttpClient http, TimeProvider time, ILoggerFactory loggers)
{
    private const string Section = "Slack:";

    private readonly ILogger _logger = loggers.CreateLogger<SlackNotifiers>();
    private (SlackOptions Options, TeamNotifiers Notifiers)? _current;

    /// <summary>The notifiers by the secrets as they are now; none where Slack is not set up.</summary>
    /// <exception cref="InvalidOperationException">The secrets are wrong; the message says how, without them.</exception>
    public async Task<TeamNotifiers> GetAsync(CancellationToken cancellationToken)
    {
        var options = await ReadAsync(cancellationToken);
        if (_current is { } current && current.Options == options) return current.Notifiers;

        var notifiers = Create(options);
        _current = (options, notifiers);
        return notifiers;
    }

    private TeamNotifiers Create(SlackOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors) throw new InvalidOperationException(string.Join(" ", errors));
        if (options.BotToken is not null)
        {
            var client = new SlackClient(http, options, time);
            return new(
                [new SlackNotifier(client, options, loggers.CreateLogger<SlackNotifier>())],
                new SlackClusterNotifier(client, options),
                [new SlackDigestNotifier(client, options, loggers.CreateLogger<SlackDigestNotifier>())]);
        }

        if (options.WebhookUrl is { } url)
        {
            var webhook = new SlackWebhookClient(http, new Uri(url), time);
            return new(
                [new SlackWebhookNotifier(webhook)], new SlackWebhookClusterNotifier(webhook), [new SlackWebhookDigestNotifier(webhook)]);
        }

        SlackMissing();
        return TeamNotifiers.None;
    }

    private async Task<SlackOptions> ReadAsync(CancellationToken cancellationToken)
    {
        var values = await Task.WhenAll(
            Read(nameof(SlackOptions.BotToken)),
            Read(nameof(SlackOptions.Channel)),
            Read(nameof(SlackOptions.WebhookUrl)),
            Read(nameof(SlackOptions.ApiBaseUrl)));
        return new SlackOptions
        {
            BotToken = values[0],
            Channel = values[1],
            WebhookUrl = values[2],
            ApiBaseUrl = values[3] is { } url ? new Uri(url, UriKind.RelativeOrAbsolute) : SlackOptions.DefaultApiBaseUrl,
        };

        Task<string?> Read(string name) => secrets.GetAsync(Section + name, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Slack is not set up, so nobody is told: there is no secret Slack:BotToken and no Slack:WebhookUrl")]
    private partial void SlackMissing();
}
