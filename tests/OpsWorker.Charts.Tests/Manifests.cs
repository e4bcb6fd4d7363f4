using YamlDotNet.RepresentationModel;

namespace OpsWorker.Charts.Tests;

/// <summary>The objects that a chart renders to.</summary>
public sealed class Manifests
{
    private Manifests(string text, IReadOnlyList<YamlMappingNode> all)
    {
        Text = text;
        All = all;
    }

    /// <summary>As helm wrote them.</summary>
    public string Text { get; }

    /// <summary>All of them, in helm's order.</summary>
    public IReadOnlyList<YamlMappingNode> All { get; }

    /// <summary>The agent's pod: what stands under <c>spec.template</c>.</summary>
    public YamlNode Pod => One("Deployment").At("spec.template");

    /// <summary>The agent's only container.</summary>
    public YamlNode Container => Pod.At("spec.containers").Items().ShouldHaveSingleItem();

    /// <summary>The values of the container's environment by name; null where one comes from elsewhere.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        Container.At("env").Items().ToDictionary(e => e.Text("name")!, e => e.Text("value"));

    /// <summary>Reads what <c>helm template</c> writes.</summary>
    public static Manifests Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new Manifests(text, [.. stream.Documents.Select(d => d.RootNode).OfType<YamlMappingNode>()]);
    }

    /// <summary>The objects of a kind.</summary>
    public IReadOnlyList<YamlMappingNode> Of(string kind) => [.. All.Where(o => o.Text("kind") == kind)];

    /// <summary>The only object of a kind.</summary>
    public YamlMappingNode One(string kind) => Of(kind).ShouldHaveSingleItem();

    /// <summary>The grants of all roles together.</summary>
    public IReadOnlyList<Grant> Grants() =>
        [.. All.Where(o => o.Text("kind") is "Role" or "ClusterRole").SelectMany(Grant.Of)];
}
