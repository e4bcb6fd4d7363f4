using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters;

/// <summary>
/// The kubeconfig files to read, found by kubectl's rules: the one that is named, else those of the environment variable
/// <c>KUBECONFIG</c>, else <c>~/.kube/config</c>.
/// </summary>
internal sealed class KubeConfigFiles
{
    private const string Remedy = "name one that does by --kubeconfig FILE.";

    private readonly IReadOnlyList<string> _paths;
    private readonly string _nothing;

    private KubeConfigFiles(IReadOnlyList<string> paths, string nothing)
    {
        _paths = paths;
        _nothing = nothing;
    }

    /// <param name="named">The file that was named; null if none was.</param>
    /// <param name="environment">Environment variables by name.</param>
    /// <exception cref="ClusterConnectionException">There is no place to look.</exception>
    public static KubeConfigFiles Find(string? named, Func<string, string?> environment)
    {
        if (named is not null) return new KubeConfigFiles([named], $"The kubeconfig file {named} does not exist; {Remedy}");
        var listed = environment("KUBECONFIG")?
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (listed is { Length: > 0 })
        {
            return new KubeConfigFiles(
                listed, $"KUBECONFIG lists no file that exists ({string.Join(", ", listed)}); set it to one that does, or {Remedy}");
        }

        var home = environment("HOME") is { Length: > 0 } directory ? directory : environment("USERPROFILE");
        if (string.IsNullOrEmpty(home))
        {
            throw new ClusterConnectionException("Neither KUBECONFIG nor HOME is set; name a kubeconfig file by --kubeconfig FILE.");
        }

        var usual = Path.Combine(home, ".kube", "config");
        return new KubeConfigFiles([usual], $"The kubeconfig file {usual} does not exist, and KUBECONFIG is not set; {Remedy}");
    }

    /// <summary>The paths of the files that exist; as for kubectl, those that do not are left out.</summary>
    /// <exception cref="ClusterConnectionException">None exists.</exception>
    public IReadOnlyList<string> Existing()
    {
        var existing = _paths.Where(File.Exists).ToList();
        return existing.Count > 0 ? existing : throw new ClusterConnectionException(_nothing);
    }
}
