using System.CommandLine;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters;

namespace OpsWorker.Server.Commands;

/// <summary>The live cluster that a command was given by <c>--kubeconfig</c> and <c>--context</c>.</summary>
internal static class KubeConfigArgument
{
    public static Option<string?> FileOption(string description) =>
        new("--kubeconfig") { Description = description, HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> ContextOption() =>
        new("--context") { Description = "The kubeconfig's context. Default: its current one.", HelpName = "NAME" };

    /// <summary>Reads the kubeconfig; no request is sent yet.</summary>
    /// <param name="file">The file; null means those that kubectl would read.</param>
    /// <param name="context">The context; null means the current one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">The file or the context is missing, or cannot be used.</exception>
    public static async Task<IClusterConnection> ConnectAsync(string? file, string? context, CancellationToken cancellationToken)
    {
        try
        {
            var config = await KubeConfig.LoadAsync(KubeConfigFiles.Find(file, Environment.GetEnvironmentVariable), cancellationToken);
            return config.Connect(context, TimeProvider.System);
        }
        catch (ClusterConnectionException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
