namespace OpsWorker.Kubernetes.Live.Configuration;

/// <summary>
/// One or several kubeconfig files, merged as kubectl merges them: of entries with the same name, and of the current
/// context, the first file's counts ("Organizing Cluster Access Using kubeconfig Files" in the Kubernetes documentation).
/// </summary>
public sealed class KubeConfig
{
    private readonly Dictionary<string, KubeConfigNode> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeConfigNode> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeConfigNode> _contexts = new(StringComparer.Ordinal);

    private KubeConfig()
    {
    }

    /// <summary>The context that is used where none is named; null where the files name none.</summary>
    public string? CurrentContext { get; private set; }

    /// <summary>The names of the contexts.</summary>
    public IReadOnlyCollection<string> Contexts => _contexts.Keys;

    /// <summary>
    /// The files that kubectl would read: those of the environment variable <c>KUBECONFIG</c>, else
    /// <c>~/.kube/config</c>.
    /// </summary>
    public static IReadOnlyList<string> DefaultFiles(Func<string, string?> environment)
    {
        var named = environment("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (named is { Length: > 0 }) return named;
        return environment("HOME") is { Length: > 0 } home ? [Path.Combine(home, ".kube", "config")] : [];
    }

    /// <summary>Reads the files. Of several, those that are not there are passed over; one alone must be there.</summary>
    /// <exception cref="KubeConfigException">No file is there, or one is no kubeconfig file.</exception>
    public static KubeConfig Load(IReadOnlyList<string> files)
    {
        var present = files.Count == 1 ? files : [.. files.Where(File.Exists)];
        if (present.Count == 0) throw new KubeConfigException($"None of the kubeconfig files is there: {string.Join(", ", files)}.");
        var config = new KubeConfig();
        foreach (var file in present) config.Add(KubeConfigNode.Load(file));
        return config;
    }

    /// <summary>The connection of a context.</summary>
    /// <param name="context">Its name; null means the current one.</param>
    /// <param name="time">The clock by which credentials expire.</param>
    /// <exception cref="KubeConfigException">It is not there, or asks for what is not supported.</exception>
    public ClusterConnection Connect(string? context, TimeProvider time)
    {
        var name = context ?? CurrentContext ?? throw new KubeConfigException("The kubeconfig files name no current-context; name a context.");
        var entry = Find(_contexts, "context", name);
        var cluster = Find(_clusters, "cluster", entry.Text("cluster") ?? throw Missing(entry, $"context {name}", "cluster"));
        var user = entry.Text("user") is { } userName ? Find(_users, "user", userName) : null;
        return KubeConfigConnection.Create(cluster, user, entry.Text("namespace"), time);
    }

    internal static KubeConfigException Missing(KubeConfigNode node, string what, string field) =>
        new($"{node.File}: the {what} has no {field}.");

    private void Add(KubeConfigNode root)
    {
        CurrentContext ??= root.Text("current-context");
        Collect(root, "clusters", "cluster", _clusters);
        Collect(root, "users", "user", _users);
        Collect(root, "contexts", "context", _contexts);
    }

    private static void Collect(KubeConfigNode root, string list, string item, Dictionary<string, KubeConfigNode> into)
    {
        foreach (var entry in root.Mappings(list))
        {
            if (entry.Text("name") is { } name && entry.Mapping(item) is { } content) into.TryAdd(name, content);
        }
    }

    private static KubeConfigNode Find(Dictionary<string, KubeConfigNode> entries, string what, string name) =>
        entries.GetValueOrDefault(name)
        ?? throw new KubeConfigException($"The kubeconfig files have no {what} '{name}'; they have: {string.Join(", ", entries.Keys.Order(StringComparer.Ordinal))}.");
}
