namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>A supported flag.</summary>
/// <param name="Name">Its long name, without hyphens.</param>
/// <param name="Short">Its short name, or null.</param>
/// <param name="HasValue">True if a value follows.</param>
internal sealed record KubectlFlag(string Name, char? Short, bool HasValue)
{
    public static readonly KubectlFlag Namespace = new("namespace", 'n', true);
    public static readonly KubectlFlag AllNamespaces = new("all-namespaces", 'A', false);
    public static readonly KubectlFlag Selector = new("selector", 'l', true);
    public static readonly KubectlFlag FieldSelector = new("field-selector", null, true);
    public static readonly KubectlFlag Output = new("output", 'o', true);
    public static readonly KubectlFlag Container = new("container", 'c', true);
    public static readonly KubectlFlag AllContainers = new("all-containers", null, false);
    public static readonly KubectlFlag Previous = new("previous", 'p', false);
    public static readonly KubectlFlag Timestamps = new("timestamps", null, false);
    public static readonly KubectlFlag Tail = new("tail", null, true);
    public static readonly KubectlFlag Since = new("since", null, true);
    public static readonly KubectlFlag For = new("for", null, true);
    public static readonly KubectlFlag Types = new("types", null, true);
    public static readonly KubectlFlag Containers = new("containers", null, false);
    public static readonly KubectlFlag Match = new("match", null, true);
    public static readonly KubectlFlag Expression = new("expression", null, true);

    public static readonly KubectlFlag NoHeaders = new("no-headers", null, false);
    public static readonly KubectlFlag ShowLabels = new("show-labels", null, false);
    public static readonly KubectlFlag LabelColumns = new("label-columns", 'L', true) { IsRepeated = true };
    public static readonly KubectlFlag SortBy = new("sort-by", null, true);
    public static readonly KubectlFlag IgnoreNotFound = new("ignore-not-found", null, false);

    /// <summary>The flag may be given several times; its values are joined by commas.</summary>
    public bool IsRepeated { get; init; }

    public static readonly KubectlFlag[] All =
    [
        Namespace, AllNamespaces, Selector, FieldSelector, Output, Container, AllContainers, Previous, Timestamps, Tail,
        Since, For, Types, Containers, Match, Expression, NoHeaders, ShowLabels, LabelColumns, SortBy, IgnoreNotFound,
    ];
}
