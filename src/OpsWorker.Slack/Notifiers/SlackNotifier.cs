using Microsoft.Extensions.Logging;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>
/// Keeps one message per incident in a Slack channel. The message's metadata names the incident, so that a message
/// whose answer was lost is found again in the channel's history.
/// </summary>
/// <param name="client">Slack.</param>
/// <param name="options">Options with a channel.</param>
/// <param name="logger">Where it is told that history cannot be read.</param>
public sealed partial class SlackNotifier(SlackClient client, SlackOptions options, ILogger<SlackNotifier> logger)
    : INotifier
{
    private const int PageSize = 100;
    private const int MaxPages = 20;

    /// <summary>How far Slack's clock, which dates messages, may be behind ours.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(5);

    private readonly string _channel =
        options.Channel ?? throw new ArgumentException("There is no channel.", nameof(options));

    private int _warnedOfHistory;

    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken)
    {
        var message = IncidentMessage.Render(view, options.Interactive);
        var request = new PostMessageRequest
        {
            Channel = _channel,
            Text = message.Text,
            Blocks = message.Blocks,
            Metadata = MessageMetadata.ForIncident(view.Incident.Id),
        };
        var result = await client.PostMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(sent => new MessageReference(sent.Channel ?? _channel, sent.Ts ?? ""));
    }

    /// <inheritdoc/>
    public async Task<NotifierResult> UpdateAsync(
        IncidentView view, MessageReference message, CancellationToken cancellationToken)
    {
        var content = IncidentMessage.Render(view, options.Interactive);
        var request = new UpdateMessageRequest
        {
            Channel = message.Channel,
            Ts = message.Id,
            Text = content.Text,
            Blocks = content.Blocks,
            Metadata = MessageMetadata.ForIncident(view.Incident.Id),
        };
        var result = await client.UpdateMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(_ => message);
    }

    /// <inheritdoc/>
    public async Task<MessageReference?> FindAsync(Incident incident, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            if (await ReadPageAsync(incident, cursor, cancellationToken) is not { } history) return null;
            var found = history.Messages?.FirstOrDefault(m => m.IncidentId == incident.Id);
            if (found?.Ts is { } ts) return new MessageReference(_channel, ts);
            cursor = history.NextCursor;
            if (cursor is null) return null;
        }

        HistoryTooLong(incident.Id, MaxPages * PageSize);
        return null;
    }

    private async Task<HistoryResponse?> ReadPageAsync(
        Incident incident, string? cursor, CancellationToken cancellationToken)
    {
        var request = new HistoryRequest
        {
            Channel = _channel,
            Oldest = incident.OpenedAt - ClockMargin,
            Limit = PageSize,
            Cursor = cursor,
        };
        switch (await client.ReadHistoryAsync(request, cancellationToken))
        {
            case SlackResult<HistoryResponse>.Done done:
                return done.Value;
            case SlackResult<HistoryResponse>.RetryAfter retry:
                throw new NotifierUnavailableException(retry.Reason, retry.Delay);
            case SlackResult<HistoryResponse>.Refused refused:
                if (Interlocked.Exchange(ref _warnedOfHistory, 1) == 0) HistoryRefused(refused.Reason);
                return null;
            default:
                throw new InvalidOperationException("There is no other result.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "A message whose answer was lost cannot be found again and may be sent twice. {Reason}")]
    private partial void HistoryRefused(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No message about {IncidentId} is among the {Count} messages since it was opened; it is taken for not sent")]
    private partial void HistoryTooLong(string incidentId, int count);
}
