using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers;
using OpsWorker.Slack;
using OpsWorker.Slack.Notifiers;

namespace OpsWorker.Functions.Hosting;

/// <summary>The notifiers by the secrets <c>Slack:…</c> and <c>Notifiers:…</c>, named like the server's settings.</summary>
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
        if (_current is not { } current || current.Options != options)
        {
            current = (options, Create(options));
            _current = current;
        }

        var others = await OthersAsync(cancellationToken);
        if (current.Notifiers.Incidents.Count + others.Count == 0) NotifiersMissing();
        return current.Notifiers with { Incidents = [.. current.Notifiers.Incidents, .. others] };
    }

    private async Task<IReadOnlyList<INotifier>> OthersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await NotifierCatalogue.CreateAsync(name => secrets.GetAsync(name, cancellationToken), http, time);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }

    private TeamNotifiers Create(SlackOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors) throw new InvalidOperationException(string.Join(" ", errors));
        return SlackNotifiers.Create(options, http, time, loggers) ?? TeamNotifiers.None;
    }

    private async Task<SlackOptions> ReadAsync(CancellationToken cancellationToken)
    {
        var values = await Task.WhenAll(SlackOptions.Names.Select(name => secrets.GetAsync(Section + name, cancellationToken)));
        var read = SlackOptions.Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        try
        {
            return SlackOptions.From(name => read[name]);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No message is sent: there is no secret Slack:BotToken, no Slack:WebhookUrl, and Notifiers:Enabled names no notifier")]
    private partial void NotifiersMissing();
}
