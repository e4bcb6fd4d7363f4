using OpsWorker.Core.Notifications;

namespace OpsWorker.Server.Terminal;

/// <summary>The notifiers for where Slack is not configured.</summary>
internal static class TerminalNotifiers
{
    public static TeamNotifiers Create(TextWriter writer) =>
        new([new TextNotifier(writer)], new TextClusterNotifier(writer), [new TextDigestNotifier(writer)]);
}
