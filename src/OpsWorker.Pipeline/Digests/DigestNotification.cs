using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Digests;

/// <summary>The message with a digest; it stays as it is.</summary>
internal sealed class DigestNotification(IDigestNotifier notifier, Digest digest) : OutgoingNotification
{
    public override OrganisationId Organisation => digest.Organisation;

    public override string SubjectId => digest.Id;

    public override string Notifier => notifier.Name;

    public override Task<MessageReference?> FindAsync(Notification known, CancellationToken cancellationToken) =>
        notifier.FindAsync(digest, known.StartedAt, cancellationToken);

    public override Task<NotifierResult> SendAsync(CancellationToken cancellationToken) => notifier.SendAsync(digest, cancellationToken);
}
