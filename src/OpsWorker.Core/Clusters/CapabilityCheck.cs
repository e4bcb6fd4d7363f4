using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Clusters;

/// <summary>
/// The capability that a query needs, and whether an agent has it. The server asks before it sends a query, the agent before it answers.
/// </summary>
public static class CapabilityCheck
{
    private static readonly string[] s_gitOpsGroups = ["argoproj.io", "toolkit.fluxcd.io"];
    private static readonly string[] s_gitOpsResources =
        ["applications", "applicationsets", "appprojects", "kustomizations", "helmreleases"];

    /// <summary>The capability that the query needs; null where it needs none.</summary>
    public static string? Needed(Query query) => query.Verb switch
    {
        QueryVerb.Version => null,
        QueryVerb.Logs or QueryVerb.Probe => AgentCapabilities.DiagnosticsRead,
        QueryVerb.Get or QueryVerb.List when IsGitOps(query.Resource) => AgentCapabilities.ArgocdRead,
        _ => AgentCapabilities.Observe,
    };

    /// <summary>
    /// The reason for refusing the query; null where it is allowed. An agent that reports no capability by these names is of an earlier
    /// version, and nothing is refused.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="capabilities">The capabilities that are on.</param>
    /// <param name="diagnosticsNamespaces">The namespaces of diagnostics; empty for all.</param>
    public static string? Refusal(Query query, IReadOnlyList<string> capabilities, IReadOnlyList<string> diagnosticsNamespaces)
    {
        if (Needed(query) is not { } needed || !capabilities.Intersect(AgentCapabilities.Reading).Any()) return null;
        if (!capabilities.Contains(needed)) return $"the capability {needed} is off";
        if (needed != AgentCapabilities.DiagnosticsRead || diagnosticsNamespaces.Count == 0) return null;
        if (query.Namespace is { } asked && diagnosticsNamespaces.Contains(asked)) return null;
        var outside = query.Namespace is { } ns ? $"namespace {ns} is" : "all namespaces together are";
        return $"{outside} outside diagnostics.allowedNamespaces, which are {string.Join(", ", diagnosticsNamespaces)}";
    }

    private static bool IsGitOps(string? resource)
    {
        if (resource is null) return false;
        var dot = resource.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? s_gitOpsResources.Contains(resource)
            : s_gitOpsGroups.Any(group => resource.EndsWith(group, StringComparison.Ordinal))
                && s_gitOpsResources.Contains(resource[..dot]);
    }
}
