using YamlDotNet.RepresentationModel;

namespace OpsWorker.Charts.Tests;

/// <summary>Reads YAML by paths.</summary>
internal static class Yaml
{
    /// <summary>The node at names that dots part; it must be there.</summary>
    public static YamlNode At(this YamlNode node, string path) =>
        node.Find(path) ?? throw new ShouldAssertException($"There is no {path} in:\n{node}");

    /// <summary>The node at names that dots part, or null.</summary>
    public static YamlNode? Find(this YamlNode node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(name), out var child)) return null;
            node = child;
        }

        return node;
    }

    /// <summary>The scalar at a path, or null.</summary>
    public static string? Text(this YamlNode node, string path) => (node.Find(path) as YamlScalarNode)?.Value;

    /// <summary>The items of a sequence.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlNode node) => [.. ((YamlSequenceNode)node).Children];

    /// <summary>The scalars of a sequence.</summary>
    public static string[] Texts(this YamlNode node) => [.. node.Items().Select(i => ((YamlScalarNode)i).Value!)];

    /// <summary>The names of a mapping's fields.</summary>
    public static string[] Names(this YamlNode node) => [.. ((YamlMappingNode)node).Children.Keys.Select(k => ((YamlScalarNode)k).Value!)];
}
