using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Rules.Files;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>Reads and replaces the rules of a running server, and reads its alerts and clusters.</summary>
internal static class RulesServer
{
    private const string Path = "v1/rules";

    public static async Task<(RuleText Rules, int Version)> ReadAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var answer = await server.SendAsync(HttpMethod.Get, Path, null, cancellationToken);
        var rules = ServerConnection.Parse(answer, ServerRulesJson.Default.ServerRules);
        return (new RuleText { Rules = rules.Rules, Maintenance = rules.Maintenance }, rules.Version);
    }

    /// <summary>Replaces the rules, provided that they still have the version.</summary>
    public static async Task<ServerRules> ReplaceAsync(
        ServerConnection server, RuleText rules, int version, CancellationToken cancellationToken)
    {
        var change = new ServerRules(version, null, null, rules.Rules, rules.Maintenance);
        using var body = JsonContent.Create(change, ServerRulesJson.Default.ServerRules);
        return ServerConnection.Parse(
            await server.SendAsync(HttpMethod.Put, Path, body, cancellationToken), ServerRulesJson.Default.ServerRules);
    }

    /// <summary>The alerts that began since then, oldest first.</summary>
    public static async Task<IReadOnlyList<Alert>> AlertsAsync(
        ServerConnection server, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var alerts = await ListAsync(
            server, "v1/alerts", ServerRulesJson.Default.AlertPage, since, page => (page.Items, page.Cursor), cancellationToken);
        return [.. alerts.OrderBy(alert => alert.StartsAt)];
    }

    /// <summary>The incidents that were opened since then, and the investigations that were requested.</summary>
    public static async Task<ReplayedPast> PastAsync(ServerConnection server, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var incidents = await ListAsync(
            server, "v1/incidents", ServerRulesJson.Default.IncidentPage, since, page => (page.Items, page.Cursor), cancellationToken);
        var investigations = await ListAsync(
            server,
            "v1/investigations",
            ServerRulesJson.Default.InvestigationPage,
            since,
            page => (page.Items, page.Cursor),
            cancellationToken);
        return new ReplayedPast(incidents, investigations);
    }

    private static async Task<IReadOnlyList<TItem>> ListAsync<TPage, TItem>(
        ServerConnection server,
        string path,
        JsonTypeInfo<TPage> type,
        DateTimeOffset since,
        Func<TPage, (IReadOnlyList<TItem> Items, string? Cursor)> read,
        CancellationToken cancellationToken)
        where TPage : class
    {
        var items = new List<TItem>();
        var from = Uri.EscapeDataString(since.ToString("O", CultureInfo.InvariantCulture));
        string? cursor = null;
        do
        {
            var more = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var answer = await server.SendAsync(
                HttpMethod.Get, $"{path}?from={from}&limit={PageRequest.MaxLimit}{more}", null, cancellationToken);
            (var page, cursor) = read(ServerConnection.Parse(answer, type));
            items.AddRange(page);
        }
        while (cursor is not null);
        return items;
    }

    public static async Task<IReadOnlyList<Cluster>> ClustersAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var answer = await server.SendAsync(HttpMethod.Get, "v1/clusters", null, cancellationToken);
        var list = ServerConnection.Parse(answer, ClusterJson.Default.ClusterList);
        return [.. list.Items.Select(ToCluster)];
    }

    private static Cluster ToCluster(ShownCluster shown) => new()
    {
        Id = shown.Id,
        Organisation = new OrganisationId("org_cli"),
        Name = shown.Name,
        Provider = shown.Provider,
        Region = shown.Region,
        Environment = shown.Environment,
        Labels = shown.Labels ?? new Dictionary<string, string>(),
        CreatedAt = default,
    };
}
