using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>The notice that a cluster's outage began, or that it ended.</summary>
internal sealed class OutageNotification(IClusterNotifier notifier, ClusterNotice notice) : OutgoingNotification
{
    public override OrganisationId Organisation => notice.Cluster.Organisation;

    public override string SubjectId { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{notice.Cluster.Id}-outage-{notice.Outage.From.ToUnixTimeMilliseconds()}-{(notice.Recovered ? "end" : "begin")}");

    public override string Notifier => notifier.Name;

    public override Task<NotifierResult> SendAsync(CancellationToken cancellationToken) => notifier.SendAsync(notice, cancellationToken);
}
