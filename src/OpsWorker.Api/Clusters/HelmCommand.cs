using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>The command that installs a cluster's agent, ready to be pasted into a shell.</summary>
internal static class HelmCommand
{
    // Tokens and names of clusters have no character that a shell or helm takes for anything but itself. A name may be a
    // number, which only --set-string leaves a name.
    public static string For(ClusterWithToken added, Uri server) => string.Join(
        " \\\n  ",
        "helm upgrade --install opsworker-agent charts/opsworker-agent",
        "--namespace opsworker --create-namespace",
        $"--set clusterToken={added.Token}",
        $"--set server.url={server.AbsoluteUri.TrimEnd('/')}",
        $"--set-string clusterName={added.Cluster.Name}");
}
