using OpsWorker.Core.Queries;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>The command that installs a cluster's agent, ready to be pasted into a shell.</summary>
public static class HelmCommand
{
    /// <summary>The command.</summary>
    /// <param name="added">The cluster and its token.</param>
    /// <param name="server">The server's address; its host may come from a request.</param>
    /// <param name="awsRegion">The region of an OpsWorker on AWS, else null.</param>
    public static string For(ClusterWithToken added, Uri server, string? awsRegion)
    {
        // A name may be a number, so --set-string is needed.
        List<string> parts =
        [
            "helm upgrade --install opsworker-agent charts/opsworker-agent",
            "--namespace opsworker --create-namespace",
            "--set " + Value("clusterToken", added.Token),
            "--set " + Value("server.url", server.AbsoluteUri.TrimEnd('/')),
            "--set-string " + Value("clusterName", added.Cluster.Name),
        ];
        if (awsRegion is not null) parts.Add("--set " + Value("server.awsRegion", awsRegion));
        return string.Join(" \\\n  ", parts);
    }

    /// <summary>An argument that sets a value of the chart; a name may be a number, so the type is given.</summary>
    internal static string Set(string name, string value) => "--set-string " + Value(name, value);

    // To helm a comma begins another value.
    private static string Value(string name, string value) =>
        ShellWord.Quote($"{name}={value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)}");
}
