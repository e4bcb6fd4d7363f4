using OpsWorker.Kubernetes.Printing.Paths;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The flags of a command that change how its answer is printed and not what is asked.</summary>
internal sealed record PrintOptions
{
    /// <summary>No line of headings.</summary>
    public bool NoHeaders { get; init; }

    /// <summary>A last column with all labels.</summary>
    public bool ShowLabels { get; init; }

    /// <summary>Labels with a column each.</summary>
    public IReadOnlyList<string> LabelColumns { get; init; } = [];

    /// <summary>The field by which objects are sorted; null for the order of the answer.</summary>
    public JsonPath? SortBy { get; init; }

    /// <summary>The template of <c>-o jsonpath</c>.</summary>
    public JsonPathTemplate? Template { get; init; }

    /// <summary>The columns of <c>-o custom-columns</c>.</summary>
    public IReadOnlyList<CustomColumn> CustomColumns { get; init; } = [];

    /// <summary>An object that does not exist is no error.</summary>
    public bool IgnoreNotFound { get; init; }

    /// <summary>Events as <c>kubectl events</c> prints them: the newest last, with how often each was seen.</summary>
    public bool IsEventsCommand { get; init; }
}
