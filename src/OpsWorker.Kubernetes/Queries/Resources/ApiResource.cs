namespace OpsWorker.Kubernetes.Queries.Resources;

/// <summary>A resource that an API server serves, as its discovery describes it.</summary>
/// <param name="Name">Lower-case plural, as in paths: <c>deployments</c>.</param>
/// <param name="Kind">The kind of its objects: <c>Deployment</c>.</param>
/// <param name="ApiVersion">Group and version: <c>apps/v1</c>; the core group has no name: <c>v1</c>.</param>
/// <param name="Namespaced">True if its objects are in namespaces.</param>
/// <param name="ShortNames">Other names that kubectl takes: <c>deploy</c>.</param>
public sealed record ApiResource(
    string Name, string Kind, string ApiVersion, bool Namespaced, IReadOnlyList<string> ShortNames)
{
    /// <summary>The supported verbs (<c>get</c>, <c>list</c>); empty where not known.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The group; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal)
        ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)]
        : "";

    /// <summary>The name with its group, as it is unique: <c>deployments.apps</c>; in the core group the plain name.</summary>
    public string QualifiedName => Group.Length == 0 ? Name : $"{Name}.{Group}";

    /// <summary>True if the name means this resource: plural, singular, kind or short name, in any case.</summary>
    public bool IsNamed(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Kind, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(QualifiedName, name, StringComparison.OrdinalIgnoreCase)
        || ShortNames.Any(s => string.Equals(s, name, StringComparison.OrdinalIgnoreCase));
}
