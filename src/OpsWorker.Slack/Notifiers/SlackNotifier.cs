using Microsoft.Extensions.Logging;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>
/// Keeps one message per incident in a Slack channel. The message's metadata names the incident, so that a message
/// whose response was lost can be found in the channel's history.
/// </summary>
/// <param name="options">Options with a channel.</param>
/// <param name="logger">The log of unreadable history.</param>
public sealed class SlackNotifier(SlackClient client, SlackOptions options, ILogger<SlackNotifier> logger) : INotifier
{
    private readonly string _channel = options.RequiredChannel;
    private readonly SlackHistory _history = new(client, options.RequiredChannel, logger);

    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken)
    {
        var message = IncidentMessage.Render(view, options.Interactive, options.Portal);
        var request = new PostMessageRequest
        {
            Channel = view.Incident.Route ?? _channel,
            Text = message.Text,
            Blocks = message.Blocks,
            Metadata = MessageMetadata.ForIncident(view.Incident.Id),
        };
        var result = await client.PostMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(sent => new MessageReference(sent.Channel ?? request.Channel, sent.Ts ?? ""));
    }

    /// <inheritdoc/>
    public async Task<NotifierResult> UpdateAsync(
        IncidentView view, MessageReference message, CancellationToken cancellationToken)
    {
        var content = IncidentMessage.Render(view, options.Interactive, options.Portal);
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
    public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
        HistoryOf(incident).FindAsync(
            incident.Id, since, message => message.IncidentId == incident.Id, thread: null, cancellationToken);

    private SlackHistory HistoryOf(Incident incident) =>
        incident.Route is { } channel ? new SlackHistory(client, channel, logger) : _history;
}
