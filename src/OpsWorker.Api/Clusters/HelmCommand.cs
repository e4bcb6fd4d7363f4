using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>The command that installs a cluster's agent, ready to be pasted into a shell.</summary>
internal static class HelmCommand
{
    // Tokens and cluster names contain no character with a special meaning to a shell or helm. A name may be a number, so
    // --set-string is needed.
    public static string For(ClusterWithToken added, Uri server) => string.Join(
        " \\\n  ",
        "helm upgrade --install opsworker-agent charts/opsworker-agent",
        "--namespace opsworker --create-namespace",
        $"--set clusterToken={added.Token}",
        $"--set server.url={server.AbsoluteUri.TrimEnd('/')}",
        $"--set-string clusterName={added.Cluster.Name}");
}
