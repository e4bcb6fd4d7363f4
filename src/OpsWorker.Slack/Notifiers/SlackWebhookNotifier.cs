using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>
/// Posts to an incoming webhook, which can neither edit nor find messages. So it posts each stage once: the outcome of the
/// investigation, and a short message for the resolution. The start of an investigation is not posted; an incident that is
/// resolved before its first message is posted with its outcome.
/// </summary>
/// <remarks>
/// <see cref="MessageReference.Id"/> records the posted stages. A message whose response was lost is posted again: delivery
/// through a webhook is at least once.
/// </remarks>
public sealed class SlackWebhookNotifier(SlackWebhookClient client) : INotifier
{
    private const string Channel = "webhook";

    /// <inheritdoc/>
    public string Name => "slack-webhook";

    /// <inheritdoc/>
    public Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken) =>
        WriteNextAsync(view, NotificationProgress.Nothing, cancellationToken);

    /// <inheritdoc/>
    public Task<NotifierResult> UpdateAsync(
        IncidentView view, MessageReference message, CancellationToken cancellationToken) =>
        WriteNextAsync(view, NotificationProgress.Parse(message.Id), cancellationToken);

    /// <summary>Always null: a webhook cannot read.</summary>
    public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<MessageReference?>(null);

    private async Task<NotifierResult> WriteNextAsync(IncidentView view, NotificationProgress progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (step, then) = progress.Next(view, includeOpening: false);
        var reference = new MessageReference(Channel, then.ToString());
        if (step is null) return new NotifierResult.Delivered(reference);
        var message = IncidentMessage.Render(view, step.Value);
        var result = await client.PostAsync(new WebhookRequest(message.Text, message.Blocks), cancellationToken);
        return result.ToNotifierResult(_ => reference);
    }
}
