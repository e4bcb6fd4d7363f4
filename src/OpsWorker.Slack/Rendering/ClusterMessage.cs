using OpsWorker.Core.Clusters;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the notification about a cluster that disconnected or reconnected.</summary>
public static class ClusterMessage
{
    private const int MaxName = 200;

    public static SlackMessage Render(ClusterNotice notice)
    {
        var name = notice.Cluster.DisplayName ?? notice.Cluster.Name;
        return notice.Recovered
            ? Message($"Cluster {name}: the agent is back", name, Recovered(notice.Outage))
            : Message($"Cluster {name}: the agent does not answer", name, Disconnected(notice.Outage));
    }

    private static SlackMessage Message(string text, string name, string sentence) =>
        SlackMessage.Of(text, [Block.Section($"Cluster {SlackText.Code(name, MaxName)}: {sentence}")]);

    private static string Disconnected(Outage outage) =>
        $"the agent was last heard of at {SlackText.Time(outage.From)}. Until it is back, alerts about the cluster cannot be " +
        "investigated. See `kubectl -n opsworker get pods` there.";

    private static string Recovered(Outage outage) =>
        $"the agent is back after {Wording.Duration((outage.Until ?? outage.From) - outage.From)}.";
}
