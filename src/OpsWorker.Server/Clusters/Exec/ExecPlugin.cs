using k8s.KubeConfigModels;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters.Exec;

/// <summary>A program that a kubeconfig names to fetch credentials, as the clouds' command lines do.</summary>
/// <param name="Command">The program, by path or to be found on PATH; never a shell line.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Environment variables that are set for it.</param>
/// <param name="Info">The value of <c>KUBERNETES_EXEC_INFO</c>.</param>
/// <param name="InstallHint">The kubeconfig's hint for people who lack the program; null if there is none.</param>
internal sealed record ExecPlugin(
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Info,
    string? InstallHint)
{
    private static readonly string[] s_versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    /// <exception cref="ClusterConnectionException">A field is missing, wrong, or not supported.</exception>
    public static ExecPlugin From(KubeConfigUser user, ExternalExecution exec, KubeConfigCluster cluster, string? authority)
    {
        var where = $"{user.File.Path}: the exec plugin of the user '{user.Name}'";
        if (!s_versions.Contains(exec.ApiVersion))
        {
            throw new ClusterConnectionException(
                $"{where} has the apiVersion '{exec.ApiVersion}'; {string.Join(" or ", s_versions)} was expected.");
        }

        if (user.InteractiveMode == "Always")
        {
            throw new ClusterConnectionException($"{where} needs a terminal (interactiveMode Always); there is none.");
        }

        if (string.IsNullOrEmpty(exec.Command)) throw new ClusterConnectionException($"{where} has no command.");
        return new ExecPlugin(
            exec.Command.Contains('/', StringComparison.Ordinal) ? user.File.Resolve(exec.Command) : exec.Command,
            [.. exec.Arguments ?? []],
            Variables(exec),
            ExecInfo.Write(exec.ApiVersion, exec.ProvideClusterInfo ? cluster : null, authority),
            exec.InstallHint);
    }

    private static Dictionary<string, string> Variables(ExternalExecution exec)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in exec.EnvironmentVariables ?? [])
        {
            if (variable.GetValueOrDefault("name") is { Length: > 0 } name) variables[name] = variable.GetValueOrDefault("value") ?? "";
        }

        return variables;
    }
}
