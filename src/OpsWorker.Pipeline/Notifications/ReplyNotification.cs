using OpsWorker.Core;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>A reply below the message about an incident; it stays as it is.</summary>
internal sealed class ReplyNotification(IReplyNotifier notifier, IncidentReply reply, MessageReference message) : OutgoingNotification
{
    public override OrganisationId Organisation => reply.View.Incident.Organisation;

    public override string SubjectId => reply.Id;

    public override string Notifier => notifier.Name;

    public override Task<MessageReference?> FindAsync(Notification known, CancellationToken cancellationToken) =>
        notifier.FindAsync(reply, message, cancellationToken);

    public override Task<NotifierResult> SendAsync(CancellationToken cancellationToken) =>
        notifier.SendAsync(reply, message, cancellationToken);
}
