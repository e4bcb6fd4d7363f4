using k8s.KubeConfigModels;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters;

/// <summary>
/// Kubeconfig files, merged as kubectl merges them: of entries with the same name, and of the current context, the first
/// file's counts ("Organizing Cluster Access Using kubeconfig Files" in the Kubernetes documentation).
/// </summary>
internal sealed class KubeConfig
{
    private readonly IReadOnlyList<KubeConfigFile> _files;

    private KubeConfig(IReadOnlyList<KubeConfigFile> files) => _files = files;

    private string Names => string.Join(", ", _files.Select(file => file.Path));

    private string Contexts => string.Join(", ", Entries(model => model.Contexts).Select(entry => entry.Item.Name).Distinct());

    /// <exception cref="ClusterConnectionException">No file exists, or one is no kubeconfig file.</exception>
    public static async Task<KubeConfig> LoadAsync(KubeConfigFiles files, CancellationToken cancellationToken)
    {
        var loaded = new List<KubeConfigFile>();
        foreach (var path in files.Existing()) loaded.Add(await KubeConfigFile.LoadAsync(path, cancellationToken));
        return new KubeConfig(loaded);
    }

    /// <summary>The connection of a context.</summary>
    /// <param name="context">Its name; null means the current one.</param>
    /// <param name="time">The clock by which credentials expire.</param>
    /// <exception cref="ClusterConnectionException">It is missing, or cannot be used.</exception>
    public KubeConfigConnection Connect(string? context, TimeProvider time)
    {
        var name = context ?? _files.Select(file => file.Model.CurrentContext).FirstOrDefault(current => !string.IsNullOrEmpty(current))
            ?? throw new ClusterConnectionException($"{Names}: current-context is not set; name a context by --context{Choice()}");
        var details = Find(model => model.Contexts, entry => entry.Name == name)?.Item.ContextDetails
            ?? throw new ClusterConnectionException($"{Names}: there is no context '{name}'; name another by --context{Choice()}");
        var cluster = Find(model => model.Clusters, entry => entry.Name == details.Cluster && entry.ClusterEndpoint is not null)
            ?? throw Dangling(name, "cluster", details.Cluster, "set-cluster");
        if (string.IsNullOrEmpty(details.User)) return Connect(cluster, null, details.Namespace, time);
        var user = Find(model => model.Users, entry => entry.Name == details.User)
            ?? throw Dangling(name, "user", details.User, "set-credentials");
        return Connect(
            cluster,
            new KubeConfigUser(user.File, user.Item.Name, user.Item.UserCredentials ?? new UserCredentials()),
            details.Namespace,
            time);
    }

    private static KubeConfigConnection Connect(Entry<Cluster> cluster, KubeConfigUser? user, string? inNamespace, TimeProvider time) =>
        KubeConfigConnection.Create(
            new KubeConfigCluster(cluster.File, cluster.Item.Name, cluster.Item.ClusterEndpoint), user, inNamespace, time);

    private string Choice() => Contexts.Length == 0 ? " (there is none)." : $": {Contexts}.";

    private ClusterConnectionException Dangling(string context, string kind, string? name, string command) => new(
        $"{Names}: the context '{context}' needs the {kind} '{name}', which is in no file; add it by `kubectl config {command}`, or "
        + "name another context by --context.");

    private Entry<T>? Find<T>(Func<K8SConfiguration, IEnumerable<T>?> list, Func<T, bool> isIt) =>
        Entries(list).FirstOrDefault(entry => isIt(entry.Item));

    private IEnumerable<Entry<T>> Entries<T>(Func<K8SConfiguration, IEnumerable<T>?> list) =>
        _files.SelectMany(file => (list(file.Model) ?? []).Select(item => new Entry<T>(file, item)));

    private sealed record Entry<T>(KubeConfigFile File, T Item);
}
