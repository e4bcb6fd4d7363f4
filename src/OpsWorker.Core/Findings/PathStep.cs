namespace OpsWorker.Core.Findings;

/// <summary>The kinds of edges between objects, read from a cause towards the alert.</summary>
public enum PathEdge
{
    /// <summary>The first object makes the second one: a Deployment its pods.</summary>
    Owns,

    /// <summary>The second object makes the first one.</summary>
    OwnedBy,

    /// <summary>The first object is a backend of the second one, a Service.</summary>
    SelectedBy,

    /// <summary>The first object, a Service, has the second one as its backend.</summary>
    Selects,

    /// <summary>The second object has a volume of the first one.</summary>
    MountedBy,

    /// <summary>The second object refers to the first one by name.</summary>
    ReferencedBy,

    /// <summary>The first object, a node, runs the second one.</summary>
    Runs,

    /// <summary>The first object runs on the second one, a node.</summary>
    RunsOn,

    /// <summary>The second object is a client of the first one.</summary>
    CalledBy,

    /// <summary>The second object, an Ingress or a route, leads to the first one.</summary>
    BackendOf,

    /// <summary>The first object, a NetworkPolicy, applies to the pods of the second one.</summary>
    AppliesTo,

    /// <summary>The first object is in the second one, a namespace.</summary>
    InNamespace,

    /// <summary>The first object, a component of the cluster, serves the second one.</summary>
    Serves,

    /// <summary>The evidence of the first object's fault names the second one.</summary>
    Affects,
}

/// <summary>An edge on the way from a cause to the object that the alert is about.</summary>
/// <param name="Edge">The kind of edge.</param>
/// <param name="From">The object nearer to the cause.</param>
/// <param name="To">The object nearer to the alert.</param>
/// <param name="Evidence">The field or line that shows the edge.</param>
public sealed record PathStep(PathEdge Edge, ObjectReference From, ObjectReference To, Citation Evidence);

/// <summary>Formats the way from a cause to the alert.</summary>
public static class PathText
{
    /// <summary>
    /// One sentence: <c>ConfigMap shop/orders is mounted by Pod shop/orders-db-0, which is selected by Service shop/orders-db.</c> Null
    /// for an empty path.
    /// </summary>
    public static string? Sentence(IReadOnlyList<PathStep> path) => path.Count == 0
        ? null
        : $"{path[0].From} {string.Join(", which ", path.Select(step => $"{Verb(step.Edge)} {step.To}"))}.";

    private static string Verb(PathEdge edge) => edge switch
    {
        PathEdge.Owns => "owns",
        PathEdge.OwnedBy => "is owned by",
        PathEdge.SelectedBy => "is selected by",
        PathEdge.Selects => "selects",
        PathEdge.MountedBy => "is mounted by",
        PathEdge.ReferencedBy => "is referenced by",
        PathEdge.Runs => "runs",
        PathEdge.RunsOn => "runs on",
        PathEdge.CalledBy => "is called by",
        PathEdge.BackendOf => "is a backend of",
        PathEdge.AppliesTo => "applies to",
        PathEdge.InNamespace => "is in",
        PathEdge.Serves => "serves",
        _ => "affects",
    };
}
