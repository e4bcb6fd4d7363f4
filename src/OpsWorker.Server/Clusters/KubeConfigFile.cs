using k8s;
using k8s.KubeConfigModels;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using YamlDotNet.Core;

namespace OpsWorker.Server.Clusters;

/// <summary>One kubeconfig file as KubernetesClient reads it, and the fields that its model lacks.</summary>
/// <param name="Path">The file's path; other files that it names are relative to its folder.</param>
/// <param name="Model">The content.</param>
/// <param name="Extras">The other fields.</param>
internal sealed record KubeConfigFile(string Path, K8SConfiguration Model, KubeConfigExtras Extras)
{
    /// <exception cref="ClusterConnectionException">It cannot be read, or is no kubeconfig file.</exception>
    public static async Task<KubeConfigFile> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            var extras = KubeConfigExtras.Load(new MemoryStream(content))
                ?? throw new ClusterConnectionException($"{path} is no kubeconfig file: its content is no mapping.");
            var model = await KubernetesClientConfiguration.LoadKubeConfigAsync(new MemoryStream(content));
            return new KubeConfigFile(path, model ?? new K8SConfiguration(), extras);
        }
        catch (YamlException e)
        {
            throw new ClusterConnectionException($"{path} is no kubeconfig file: line {e.Start.Line}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConnectionException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The full path of a file that this one names.</summary>
    public string Resolve(string path) => System.IO.Path.Combine(Folder, path);

    /// <summary>The folder that relative paths start from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
}
