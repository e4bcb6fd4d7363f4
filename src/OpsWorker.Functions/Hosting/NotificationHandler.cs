using OpsWorker.Core.Messaging;

namespace OpsWorker.Functions.Hosting;

/// <summary>The notification stage with the notifiers as the secrets say now, so that a change needs no deployment.</summary>
/// <param name="notifiers">Who tells people.</param>
/// <param name="create">The stage with these notifiers.</param>
internal sealed class NotificationHandler(
    SlackNotifiers notifiers, Func<TeamNotifiers, IMessageHandler<NotificationMessage>> create)
    : IMessageHandler<NotificationMessage>
{
    public async Task<HandlerResult> HandleAsync(
        NotificationMessage message, ReceivedMessage delivery, CancellationToken cancellationToken) =>
        await create(await notifiers.GetAsync(cancellationToken)).HandleAsync(message, delivery, cancellationToken);
}
