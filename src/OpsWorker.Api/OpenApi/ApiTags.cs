namespace OpsWorker.Api.OpenApi;

/// <summary>The groups of operations in the OpenAPI document.</summary>
internal static class ApiTags
{
    public const string Incidents = "Incidents";
    public const string Investigations = "Investigations";
    public const string Alerts = "Alerts";
    public const string Rules = "Rules";
    public const string Clusters = "Clusters";
    public const string Commands = "Commands";
    public const string Organisation = "Organisation";
    public const string Access = "Access";
    public const string Webhooks = "Webhooks";
    public const string Slack = "Slack";
    public const string Agents = "Agents";
    public const string Health = "Health";

    /// <summary>The tags in their order, with descriptions.</summary>
    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Incidents, "Problems: alerts that belong together, and the attempts at their cause."),
        (Investigations, "Searches for root causes, with their reports, timelines and evidence."),
        (Alerts, "Alerts as their sources sent them, in one form."),
        (Rules, "Rules and maintenance windows that decide about alerts."),
        (Clusters, "Registered clusters and the tokens of their agents."),
        (Commands, "Changes of clusters with their approvals, and the policies that ask for them."),
        (Organisation, "Settings of the organisation, and its digests."),
        (Access, "Keys and the audit log."),
        (Webhooks, "Endpoints for monitoring systems."),
        (Slack, "Endpoints that Slack calls, with requests that it signs."),
        (Agents, "Endpoints for the agents and Operators in clusters."),
        (Health, "Endpoints for load balancers and operators."),
    ];
}
