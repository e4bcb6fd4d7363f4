using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Functions.Hosting;

/// <summary>The notification stage with the notifiers as the secrets say now, so that a change needs no deployment.</summary>
/// <param name="notifiers">Who tells people.</param>
/// <param name="create">The stage with these notifiers.</param>
internal sealed class NotificationHandler(
    SlackNotifiers notifiers, Func<IReadOnlyList<INotifier>, IMessageHandler<IncidentChanged>> create)
    : IMessageHandler<IncidentChanged>
{
    public async Task<HandlerResult> HandleAsync(
        IncidentChanged message, ReceivedMessage delivery, CancellationToken cancellationToken) =>
        await create((await notifiers.GetAsync(cancellationToken)).Incidents).HandleAsync(message, delivery, cancellationToken);
}
