using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpsWorker.Kubernetes.Live.Configuration;

/// <summary>A mapping in a kubeconfig file, which knows the file it stands in, as relative paths are relative to that.</summary>
internal sealed class KubeConfigNode(YamlMappingNode node, string file)
{
    public string File => file;

    public static KubeConfigNode Load(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count == 0) return new KubeConfigNode([], file);
            return yaml.Documents[0].RootNode is YamlMappingNode root
                ? new KubeConfigNode(root, file)
                : throw new KubeConfigException($"{file} is no kubeconfig file: it is no mapping.");
        }
        catch (YamlException e)
        {
            throw new KubeConfigException($"{file} is not YAML: line {e.Start.Line}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A text; null where it is absent or empty.</summary>
    public string? Text(string key) => Child(key) is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    public bool Flag(string key) => Text(key) == "true";

    public KubeConfigNode? Mapping(string key) => Child(key) is YamlMappingNode child ? new KubeConfigNode(child, file) : null;

    public IEnumerable<KubeConfigNode> Mappings(string key) =>
        Child(key) is YamlSequenceNode children ? children.OfType<YamlMappingNode>().Select(c => new KubeConfigNode(c, file)) : [];

    public IEnumerable<string> Texts(string key) =>
        Child(key) is YamlSequenceNode children ? children.OfType<YamlScalarNode>().Select(c => c.Value ?? "") : [];

    /// <summary>A path, which may be relative to the file's folder.</summary>
    public string? FilePath(string key) =>
        Text(key) is { } path ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, path) : null;

    private YamlNode? Child(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
