using YamlDotNet.RepresentationModel;

namespace OpsWorker.Server.Clusters;

/// <summary>The fields of a kubeconfig file that the model of KubernetesClient 21 lacks and would silently drop.</summary>
internal sealed class KubeConfigExtras
{
    private readonly YamlMappingNode _root;

    private KubeConfigExtras(YamlMappingNode root) => _root = root;

    /// <summary>Reads the fields; null where the content is no mapping.</summary>
    public static KubeConfigExtras? Load(Stream content)
    {
        using var reader = new StreamReader(content);
        var yaml = new YamlStream();
        yaml.Load(reader);
        if (yaml.Documents.Count == 0) return new KubeConfigExtras([]);
        return yaml.Documents[0].RootNode is YamlMappingNode root ? new KubeConfigExtras(root) : null;
    }

    /// <summary>The proxy in front of a cluster.</summary>
    public string? ProxyUrl(string cluster) => Text(Item("clusters", "cluster", cluster), "proxy-url");

    /// <summary>The file with a user's token.</summary>
    public string? TokenFile(string user) => Text(Item("users", "user", user), "tokenFile");

    /// <summary>The UID that a user acts as.</summary>
    public string? ImpersonatedUid(string user) => Text(Item("users", "user", user), "as-uid");

    /// <summary>The need of a user's exec plugin for a terminal: Never, IfAvailable or Always.</summary>
    public string? InteractiveMode(string user) => Text(Child(Item("users", "user", user), "exec"), "interactiveMode");

    private YamlMappingNode? Item(string list, string item, string name) =>
        Child(_root, list) is YamlSequenceNode entries
            ? Child(entries.OfType<YamlMappingNode>().FirstOrDefault(entry => Text(entry, "name") == name), item) as YamlMappingNode
            : null;

    private static string? Text(YamlNode? node, string key) =>
        Child(node, key) is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    private static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
