using OpsWorker.Core.Notifications;

namespace OpsWorker.Server.Terminal;

/// <summary>The notifiers for where Slack is not configured, or refuses.</summary>
internal static class TerminalNotifiers
{
    public static TeamNotifiers Create(TextWriter writer) =>
        new([new TextNotifier(writer)], new TextClusterNotifier(writer), [new TextDigestNotifier(writer)]);

    /// <summary>The notifiers, whose messages about incidents are written to the terminal where they are refused for good.</summary>
    public static TeamNotifiers WithFallback(TeamNotifiers notifiers, TextWriter writer) => notifiers with
    {
        Incidents = [.. notifiers.Incidents.Select(notifier => new FallbackNotifier(notifier, writer))],
    };
}
