using System.CommandLine;
using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Server.Commands;

/// <summary>The live cluster that a command was given by <c>--kubeconfig</c> and <c>--context</c>.</summary>
internal static class KubeConfigArgument
{
    public static Option<string?> FileOption(string description) => new("--kubeconfig") { Description = description, HelpName = "FILE" };

    public static Option<string?> ContextOption() =>
        new("--context") { Description = "The kubeconfig's context. Default: its current one.", HelpName = "NAME" };

    /// <summary>Reads the kubeconfig; nothing is asked yet.</summary>
    /// <param name="file">The file; null means those that kubectl would read.</param>
    /// <param name="context">The context; null means the current one.</param>
    /// <exception cref="UserErrorException">There is no such file or context, or it asks for what is not supported.</exception>
    public static ClusterConnection Connect(string? file, string? context)
    {
        try
        {
            var files = file is null ? KubeConfig.DefaultFiles(Environment.GetEnvironmentVariable) : [file];
            return KubeConfig.Load(files).Connect(context, TimeProvider.System);
        }
        catch (KubeConfigException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
