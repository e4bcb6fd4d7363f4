namespace OpsWorker.Architecture.Tests;

/// <summary>The projects under src and the projects that each may use: section "Layout" of the architecture.</summary>
internal static class ProjectLayers
{
    /// <summary>Projects that compose: they alone may see an adapter and the pipeline.</summary>
    public static readonly string[] Hosts = ["Agent", "Functions", "Operator", "Server"];

    /// <summary>Projects that implement Core's ports by a provider's API or a store.</summary>
    public static readonly string[] Adapters = ["Models", "CodeHosts", "Notifiers", "Slack", "Oidc", "Embedded", "Aws"];

    public static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Messaging"] = ["Core"],
        ["Kubernetes"] = ["Core"],
        ["Diagnosis"] = ["Core", "Kubernetes"],
        ["Pipeline"] = ["Core", "Messaging", "Kubernetes", "Diagnosis"],
        ["Models"] = ["Core"],
        ["CodeHosts"] = ["Core"],
        ["Notifiers"] = ["Core"],
        ["Slack"] = ["Core"],
        ["Oidc"] = ["Core"],
        ["Embedded"] = ["Core"],
        ["Aws"] = ["Core"],
        ["Api"] = ["Core", "Pipeline"],
        ["Portal"] = ["Core", "Pipeline"],
        ["AgentRuntime"] = ["Core", "Messaging", "Kubernetes"],
        ["Functions"] = ["Core", "Messaging", "Kubernetes", "Diagnosis", "Pipeline", "Models", "Notifiers", "Slack", "Aws", "Api"],
        ["Server"] =
        [
            "Core", "Messaging", "Kubernetes", "AgentRuntime", "Diagnosis", "Pipeline", "Models", "CodeHosts", "Notifiers", "Slack", "Oidc",
            "Embedded", "Aws", "Api", "Portal",
        ],
        ["Agent"] = ["Core", "Messaging", "Kubernetes", "AgentRuntime", "Aws"],
        ["Operator"] = ["Core", "Messaging", "Kubernetes", "AgentRuntime", "Aws"],
    };
}
