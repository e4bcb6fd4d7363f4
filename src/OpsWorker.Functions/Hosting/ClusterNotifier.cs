using OpsWorker.Core.Notifications;

namespace OpsWorker.Functions.Hosting;

/// <summary>Tells of clusters as the secrets say now, so that a change needs no deployment.</summary>
/// <param name="notifiers">Who tells people.</param>
internal sealed class ClusterNotifier(SlackNotifiers notifiers) : IClusterNotifier
{
    public async Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken) =>
        (await notifiers.GetAsync(cancellationToken)).Clusters is { } notifier
            ? await notifier.SendAsync(notice, cancellationToken)
            : new NotifierResult.Rejected("Slack is not set up, so nobody is told.");
}
