using System.Globalization;

namespace OpsWorker.Server.Commands.Clusters;

/// <summary>Writes clusters for people.</summary>
internal static class ClusterText
{
    private const string None = "-";

    public static void WriteAdded(TextWriter output, ShownToken added)
    {
        output.WriteLine($"Cluster {added.Cluster.Name} ({added.Cluster.Id}) was added.");
        WriteToken(output, added);
        output.WriteLine("`opsworker cluster list` shows it as Connected within a minute.");
    }

    public static void WriteRotated(TextWriter output, ShownToken rotated)
    {
        output.WriteLine(FormattableString.Invariant(
            $"Cluster {rotated.Cluster.Name} has a new token; earlier ones work until at most {rotated.PreviousTokenExpiresAt:u}."));
        WriteToken(output, rotated);
    }

    public static void WriteList(TextWriter output, ClusterList list)
    {
        string[] heading = ["NAME", "STATUS", "LAST SEEN", "AGENT", "UPTIME 30D", "ENVIRONMENT", "ID"];
        TextTable.Write(output, [heading, .. list.Items.Select(Row)]);
    }

    public static void WriteOne(TextWriter output, ShownCluster cluster)
    {
        (string Name, string? Value)[] lines =
        [
            ("Name", cluster.Name),
            ("Display name", cluster.DisplayName),
            ("Id", cluster.Id),
            ("Provider", cluster.Provider),
            ("Region", cluster.Region),
            ("Environment", cluster.Environment),
            ("Labels", cluster.Labels is { Count: > 0 } labels ? string.Join(", ", labels.Select(l => $"{l.Key}={l.Value}")) : null),
            ("Status", cluster.Status.ToString()),
            ("Last seen", Time(cluster.LastSeenAt)),
            ("Uptime",
                $"{Percent(cluster.Uptime.Last24Hours)} of 24 h, {Percent(cluster.Uptime.Last7Days)} of 7 d, "
                + $"{Percent(cluster.Uptime.Last30Days)} of 30 d"),
            ("Agent", cluster.AgentVersion),
            .. AgentLines(cluster.Agent),
        ];
        TextTable.Write(output, [.. lines.Where(l => l.Value is not null).Select(l => new[] { l.Name, l.Value! })]);
    }

    private static IEnumerable<(string Name, string? Value)> AgentLines(ShownAgent? agent)
    {
        if (agent is null) yield break;
        yield return ("Can", string.Join(", ", agent.Capabilities));
        yield return ("Namespaces", agent.Limits?.Namespaces is { Count: > 0 } only ? string.Join(", ", only) : "all");
        yield return ("Answered", string.Create(CultureInfo.InvariantCulture, $"{agent.Answered} commands, {agent.Masked} secrets masked"));
        yield return ("Queue lag", agent.QueueLagSeconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag:0.###} s") : null);
    }

    private static void WriteToken(TextWriter output, ShownToken token) => output.WriteLine(
        $"""

        Token, shown once:
          {token.Token}

        Run this where kubectl points at the cluster:
          {token.HelmCommand}

        """);

    private static string[] Row(ShownCluster cluster) =>
    [
        cluster.Name,
        cluster.Status.ToString(),
        Time(cluster.LastSeenAt),
        cluster.AgentVersion ?? None,
        Percent(cluster.Uptime.Last30Days),
        cluster.Environment ?? None,
        cluster.Id,
    ];

    private static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "never";

    private static string Percent(double? share) => share is { } known ? known.ToString("0.00%", CultureInfo.InvariantCulture) : None;
}
