using OpsWorker.Core;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>The message about an incident; it is edited as the incident and its investigation change.</summary>
internal sealed class IncidentNotification(INotifier notifier, IncidentView view) : OutgoingNotification
{
    public override OrganisationId Organisation => view.Incident.Organisation;

    public override string SubjectId => view.Incident.Id;

    public override string Notifier => notifier.Name;

    public override string Revision => view.Revision;

    public override string? Stage => view.Stage;

    public override bool IsSent(Notification known) => known.Revision == view.Revision;

    public override Task<MessageReference?> FindAsync(Notification known, CancellationToken cancellationToken) =>
        notifier.FindAsync(view.Incident, known.StartedAt, cancellationToken);

    public override Task<NotifierResult> SendAsync(CancellationToken cancellationToken) => notifier.SendAsync(view, cancellationToken);

    public override Task<NotifierResult> UpdateAsync(MessageReference message, CancellationToken cancellationToken) =>
        notifier.UpdateAsync(view, message, cancellationToken);
}
