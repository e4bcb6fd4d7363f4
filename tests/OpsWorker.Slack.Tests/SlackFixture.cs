using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Slack.Notifiers;
using OpsWorker.Slack.WebApi;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>The stand-in for Slack and what talks to it.</summary>
public sealed class SlackFixture : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private SlackFixture(SlackStandIn slack, SlackOptions options)
    {
        Slack = slack;
        Options = options;
        Client = new SlackClient(_http, options, TimeProvider.System);
        Webhook = new SlackWebhookClient(_http, slack.WebhookUrl, TimeProvider.System);
        Notifier = new SlackNotifier(Client, options, Log);
    }

    public SlackStandIn Slack { get; }

    public SlackOptions Options { get; }

    public SlackClient Client { get; }

    public SlackWebhookClient Webhook { get; }

    public SlackNotifier Notifier { get; }

    public RecordingLogger<SlackNotifier> Log { get; } = new();

    public static async Task<SlackFixture> StartAsync(string token = SlackStandIn.Token)
    {
        // The samples' incidents were opened at that time; Slack dates messages by its own clock.
        var slack = await SlackStandIn.StartAsync(new FakeTimeProvider(IncidentSamples.Start.AddSeconds(32)));
        var options = new SlackOptions { BotToken = token, Channel = SlackStandIn.Channel, ApiBaseUrl = slack.ApiBaseUrl };
        return new SlackFixture(slack, options);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Slack.DisposeAsync();
    }
}

/// <summary>Keeps what is logged.</summary>
public sealed class RecordingLogger<T> : ILogger<T>
{
    public List<string> Messages { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Messages.Add($"{logLevel}: {formatter(state, exception)}{exception}");
}
