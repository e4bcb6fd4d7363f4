using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>What a command shows.</summary>
public enum KubectlView
{
    /// <summary>Objects or lists: <c>get</c>, <c>events</c>.</summary>
    Get,

    /// <summary>Objects with their events: <c>describe</c>.</summary>
    Describe,

    /// <summary>Log lines.</summary>
    Logs,

    /// <summary>What pods or nodes use: <c>top</c>.</summary>
    Top,

    /// <summary>The revisions of a workload.</summary>
    RolloutHistory,

    /// <summary>How far a rollout is.</summary>
    RolloutStatus,

    /// <summary>The kinds that the API server has.</summary>
    ApiResources,

    /// <summary>The versions.</summary>
    Version,

    /// <summary>What was checked from inside the cluster, or who calls whom: not commands of kubectl.</summary>
    Other,
}

/// <summary>The form of the output: <c>-o</c>.</summary>
public enum KubectlOutput
{
    /// <summary>Columns.</summary>
    Table,

    /// <summary>More columns.</summary>
    Wide,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Names only, as <c>kind/name</c>.</summary>
    Name,
}

/// <summary>What a typed command comes down to.</summary>
/// <param name="View">What is shown.</param>
/// <param name="Output">In which form.</param>
/// <param name="Queries">What is asked, at least one question.</param>
public sealed record KubectlCommand(KubectlView View, KubectlOutput Output, IReadOnlyList<Query> Queries);

/// <summary>A command, or why it is none.</summary>
public abstract record KubectlParse
{
    private KubectlParse()
    {
    }

    /// <summary>The text is a command.</summary>
    /// <param name="Command">The command.</param>
    public sealed record Accepted(KubectlCommand Command) : KubectlParse;

    /// <summary>The text is refused.</summary>
    /// <param name="Word">The word that is refused, as it was typed.</param>
    /// <param name="Reason">Why, and what to write instead; a sentence that names the word.</param>
    public sealed record Refused(string Word, string Reason) : KubectlParse;
}

/// <summary>Ends the reading of a command at a word that is refused.</summary>
internal sealed class RefusedException(string word, string reason) : Exception(reason)
{
    public string Word => word;
}
