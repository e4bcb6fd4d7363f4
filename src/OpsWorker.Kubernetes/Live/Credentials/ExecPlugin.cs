using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Kubernetes.Live.Credentials;

/// <summary>A program that a kubeconfig file names to fetch credentials, as the clouds' command lines do.</summary>
/// <param name="Command">The program, by path or to be found on PATH; never a shell line.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Environment variables that are set for it.</param>
/// <param name="Info">What it is told in <c>KUBERNETES_EXEC_INFO</c>.</param>
/// <param name="InstallHint">What the file says to whoever lacks the program; null if nothing.</param>
internal sealed record ExecPlugin(
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Info,
    string? InstallHint)
{
    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    public static ExecPlugin From(KubeConfigNode exec, KubeConfigNode cluster, string? authority)
    {
        var version = exec.Text("apiVersion") ?? throw KubeConfig.Missing(exec, "exec plugin", "apiVersion");
        if (!Versions.Contains(version))
        {
            throw new KubeConfigException($"{exec.File}: the exec plugin's apiVersion '{version}' is not one of {string.Join(", ", Versions)}.");
        }

        if (exec.Text("interactiveMode") == "Always")
        {
            throw new KubeConfigException($"{exec.File}: the exec plugin wants a terminal (interactiveMode Always); there is none.");
        }

        var command = exec.Text("command") ?? throw KubeConfig.Missing(exec, "exec plugin", "command");
        var directory = Path.GetDirectoryName(Path.GetFullPath(exec.File))!;
        return new ExecPlugin(
            command.Contains('/', StringComparison.Ordinal) ? Path.Combine(directory, command) : command,
            [.. exec.Texts("args")],
            exec.Mappings("env").Where(e => e.Text("name") is not null).ToDictionary(e => e.Text("name")!, e => e.Text("value") ?? ""),
            ExecInfo.Write(version, exec.Flag("provideClusterInfo") ? cluster : null, authority),
            exec.Text("installHint"));
    }
}
