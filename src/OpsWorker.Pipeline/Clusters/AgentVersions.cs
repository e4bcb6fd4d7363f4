namespace OpsWorker.Pipeline.Clusters;

/// <summary>Compares agents' versions with the newest known one: the server's, as both are released together.</summary>
public static class AgentVersions
{
    private static readonly Version s_newest = typeof(AgentVersions).Assembly.GetName().Version ?? new Version(0, 0, 0);

    /// <summary>True if the agent is older than the newest version; null where its version is not known.</summary>
    public static bool? IsBehind(string? agentVersion) =>
        Version.TryParse(agentVersion?.Split('+', '-')[0], out var version)
            ? version < new Version(s_newest.Major, s_newest.Minor, Math.Max(s_newest.Build, 0))
            : null;
}
