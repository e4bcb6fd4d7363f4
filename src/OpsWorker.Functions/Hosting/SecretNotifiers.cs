using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack;
using OpsWorker.Slack.Notifiers;

namespace OpsWorker.Functions.Hosting;

/// <summary>The notifiers by the secrets <c>Slack:…</c>, which are named like the settings of the server.</summary>
/// <param name="secrets">The secrets.</param>
/// <param name="http">The client for Slack's addresses.</param>
/// <param name="time">The only clock.</param>
/// <param name="loggers">The loggers.</param>
internal sealed partial class SecretNotifiers(ISecretSource secrets, HttpClient http, TimeProvider time, ILoggerFactory loggers)
{
    private const string Section = "Slack:";

    private readonly ILogger _logger = loggers.CreateLogger<SecretNotifiers>();
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
        if (SlackNotifiers.Create(options, http, time, loggers) is { } notifiers) return notifiers;
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
        "Slack is not configured, so no message is sent: there is no secret Slack:BotToken and no Slack:WebhookUrl")]
    private partial void SlackMissing();
}
