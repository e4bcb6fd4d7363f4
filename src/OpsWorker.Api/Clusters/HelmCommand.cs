using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>The command that installs a cluster's agent, ready to be pasted into a shell.</summary>
internal static class HelmCommand
{
    // The host of the server's address may come from a request. A name may be a number, so --set-string is needed.
    public static string For(ClusterWithToken added, Uri server) => string.Join(
        " \\\n  ",
        "helm upgrade --install opsworker-agent charts/opsworker-agent",
        "--namespace opsworker --create-namespace",
        "--set " + Value("clusterToken", added.Token),
        "--set " + Value("server.url", server.AbsoluteUri.TrimEnd('/')),
        "--set-string " + Value("clusterName", added.Cluster.Name));

    // To helm a comma begins another value.
    private static string Value(string name, string value) =>
        ShellWord.Quote($"{name}={value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)}");
}
