using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Printing;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>The output of a command, by kind.</summary>
public enum KubectlView
{
    /// <summary>Objects or lists: <c>get</c>, <c>events</c>.</summary>
    Get,

    /// <summary>Objects with their events: <c>describe</c>.</summary>
    Describe,

    Logs,

    /// <summary>The CPU and memory of pods or nodes: <c>top</c>.</summary>
    Top,

    RolloutHistory,

    /// <summary>The progress of a rollout.</summary>
    RolloutStatus,

    ApiResources,

    ApiVersions,

    Version,

    /// <summary>Probes and the service graph, which are not commands of kubectl.</summary>
    Other,
}

/// <summary>The output format: <c>-o</c>.</summary>
public enum KubectlOutput
{
    Table,

    Wide,

    Yaml,

    Json,

    /// <summary>Names only, as <c>kind/name</c>.</summary>
    Name,

    /// <summary>A template of paths: <c>jsonpath={.items[*].metadata.name}</c>.</summary>
    JsonPath,

    /// <summary>Columns of paths: <c>custom-columns=NAME:.metadata.name</c>.</summary>
    CustomColumns,
}

/// <summary>A command that was understood.</summary>
/// <param name="View">The kind of output.</param>
/// <param name="Output">The output format.</param>
/// <param name="Queries">The queries that answer it, at least one.</param>
public sealed record KubectlCommand(KubectlView View, KubectlOutput Output, IReadOnlyList<Query> Queries)
{
    /// <summary>The flags that change only how the answer is printed.</summary>
    internal PrintOptions Print { get; init; } = new();

    /// <summary>True if the objects are to be sorted by a field of theirs.</summary>
    public bool IsSorted => Print.SortBy is not null;
}

/// <summary>A parsed command, or the refusal of one.</summary>
public abstract record KubectlParse
{
    private KubectlParse()
    {
    }

    public sealed record Accepted(KubectlCommand Command) : KubectlParse;

    /// <param name="Word">The refused word, as typed.</param>
    /// <param name="Reason">A sentence that names the word, the reason and the alternative.</param>
    public sealed record Refused(string Word, string Reason) : KubectlParse;
}

/// <summary>Ends the parsing of a command at a refused word.</summary>
internal sealed class RefusedException(string word, string reason) : Exception(reason)
{
    public string Word => word;
}
