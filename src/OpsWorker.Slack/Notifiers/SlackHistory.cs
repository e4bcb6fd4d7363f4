using Microsoft.Extensions.Logging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Searches a channel's history for one of our messages by its metadata.</summary>
/// <param name="channel">The channel's id.</param>
/// <param name="logger">The log of unreadable history.</param>
internal sealed partial class SlackHistory(SlackClient client, string channel, ILogger logger)
{
    // The most that Slack gives: looking for a message among many costs few calls.
    private const int PageSize = 999;
    private const int MaxPages = 20;

    /// <summary>Tolerated lag of Slack's clock, which dates messages.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(5);

    private int _warned;

    /// <summary>Finds the message; null if there is none or history cannot be read.</summary>
    /// <param name="id">The incident or digest, for the log.</param>
    /// <param name="since">The earliest time of the message.</param>
    /// <param name="isWanted">True for the searched message.</param>
    /// <param name="thread">The message whose thread is searched; null for the channel.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="NotifierUnavailableException">Slack is unavailable.</exception>
    public async Task<MessageReference?> FindAsync(
        string id, DateTimeOffset since, Predicate<HistoryMessage> isWanted, string? thread, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            if (await ReadPageAsync(since, thread, cursor, cancellationToken) is not { } history) return null;
            var found = history.Messages?.FirstOrDefault(message => isWanted(message));
            if (found?.Ts is { } ts) return new MessageReference(channel, ts);
            cursor = history.NextCursor;
            if (cursor is null) return null;
        }

        HistoryTooLong(id, MaxPages * PageSize);
        return null;
    }

    private async Task<HistoryResponse?> ReadPageAsync(
        DateTimeOffset since, string? thread, string? cursor, CancellationToken cancellationToken)
    {
        var request = new HistoryRequest
        {
            Channel = channel,
            ThreadTs = thread,
            Oldest = since - ClockMargin,
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
                if (Interlocked.Exchange(ref _warned, 1) == 0) HistoryRefused(refused.Reason);
                return null;
            default:
                throw new InvalidOperationException("There is no other result.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "A message whose answer was lost cannot be found again and may be sent twice. {Reason}")]
    private partial void HistoryRefused(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No message about {Id} is among the {Count} messages since then; it is taken for not sent")]
    private partial void HistoryTooLong(string id, int count);
}
