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

    public static void WriteRegistration(TextWriter output, ShownToken issued)
    {
        output.WriteLine(FormattableString.Invariant(
            $"Cluster {issued.Cluster.Name} ({issued.Cluster.Id}) takes one agent until {issued.RegistrationTokenExpiresAt:u}."));
        WriteToken(output, "Registration token", issued.RegistrationToken, issued.InstallCommand);
        output.WriteLine("`opsworker cluster list` shows it as Connected within a minute.");
    }

    public static void WriteRotated(TextWriter output, ShownToken rotated)
    {
        if (rotated.Token is null)
        {
            output.WriteLine(
                $"The agent of {rotated.Cluster.Name} was asked to rotate its token, which it does with its next session, within an hour.");
            return;
        }

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
            ("Heartbeat latency",
                cluster.HeartbeatLatencySeconds is { } latency ? FormattableString.Invariant($"{latency:0.0} s on average") : null),
            ("Clock",
                cluster.ClockSkewSeconds is { } skew
                    ? FormattableString.Invariant($"the agent's is {Math.Abs(skew):0} s {(skew > 0 ? "ahead" : "behind")}")
                    : null),
            ("Refused", cluster.Refusal is { } refusal ? $"{Time(refusal.At)}: {refusal.Reason}" : null),
            ("Rotation", cluster.RotationRequestedAt is { } asked ? $"asked of the agent at {Time(asked)}" : null),
            ("Agent", cluster.IsAgentBehind == true ? cluster.AgentVersion + " (older than the server)" : cluster.AgentVersion),
            .. AgentLines(cluster.Agent),
        ];
        TextTable.Write(output, [.. lines.Where(l => l.Value is not null).Select(l => new[] { l.Name, l.Value! })]);
    }

    private static IEnumerable<(string Name, string? Value)> AgentLines(ShownAgent? agent)
    {
        if (agent is null) yield break;
        yield return ("Can", string.Join(", ", agent.Capabilities));
        yield return ("Namespaces", agent.Limits?.Namespaces is { Count: > 0 } only ? string.Join(", ", only) : "all");
        if (agent.Limits?.DiagnosticsNamespaces is { Count: > 0 } diagnostics)
        {
            yield return ("Logs and checks in", string.Join(", ", diagnostics));
        }

        yield return ("Answered", string.Create(CultureInfo.InvariantCulture, $"{agent.Answered} commands, {agent.Masked} secrets masked"));
        yield return ("Queue lag", agent.QueueLagSeconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag:0.###} s") : null);
    }

    private static void WriteToken(TextWriter output, ShownToken token) => WriteToken(output, "Token", token.Token, token.HelmCommand);

    private static void WriteToken(TextWriter output, string name, string? token, string? command) => output.WriteLine(
        $"""

        {name}, shown once:
          {token}

        Run this where kubectl points at the cluster:
          {command}

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
