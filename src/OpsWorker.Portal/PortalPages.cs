using OpsWorker.Portal.Alerts;
using OpsWorker.Portal.Causes;
using OpsWorker.Portal.Clusters;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;
using OpsWorker.Portal.Incidents;
using OpsWorker.Portal.Palette;
using OpsWorker.Portal.Rules;
using OpsWorker.Portal.Settings;
using OpsWorker.Portal.Sources;

namespace OpsWorker.Portal;

/// <summary>Every page and action of a signed-in person, one line each.</summary>
internal static class PortalPages
{
    public static IReadOnlyList<PortalRoute> All { get; } =
    [
        PortalRoute.Page("/incidents", IncidentsQuery.ShowAsync),
        PortalRoute.Page("/incidents/{id}", IncidentQuery.ShowAsync),
        PortalRoute.Page("/incidents/{id}/report.md", IncidentQuery.DownloadAsync),
        PortalRoute.Action("/incidents/acknowledge", IncidentPosts.AcknowledgeManyAsync),
        PortalRoute.Action("/incidents/{id}/acknowledge", IncidentPosts.AcknowledgeAsync),
        PortalRoute.Action("/incidents/{id}/investigate", IncidentPosts.InvestigateAsync),
        PortalRoute.Action("/incidents/{id}/comment", IncidentPosts.CommentAsync),
        PortalRoute.Action("/incidents/{id}/silence", IncidentPosts.SilenceAsync),
        PortalRoute.Action("/incidents/{id}/rate", IncidentPosts.RateAsync),
        PortalRoute.Action("/incidents/{id}/close", IncidentPosts.CloseAsync),
        PortalRoute.Page("/alerts", AlertsQuery.ShowAsync),
        PortalRoute.Page("/alerts/{id}", AlertsQuery.ShowOneAsync),
        PortalRoute.Page("/clusters", ClustersQuery.ShowAsync),
        PortalRoute.Page("/clusters/new", AddCluster.ShowAsync),
        PortalRoute.Action("/clusters/new", AddCluster.AddAsync),
        PortalRoute.Page("/clusters/{id}", ClusterQuery.ShowAsync),
        PortalRoute.Page("/clusters/{id}/state", ClusterQuery.StateAsync),
        PortalRoute.Action("/clusters/{id}/join-token", AddCluster.JoinAsync),
        PortalRoute.Action("/clusters/{id}/rotate-token", AddCluster.RotateAsync),
        PortalRoute.Action("/clusters/{id}/remove", AddCluster.RemoveAsync),
        PortalRoute.Page("/rules", RulesQuery.ShowAsync),
        PortalRoute.Action("/rules", RulesQuery.ChangeAsync),
        PortalRoute.Page("/sources", SourcesQuery.ShowAsync),
        PortalRoute.Action("/sources/keys", SourcesQuery.AddKeyAsync),
        PortalRoute.Action("/sources/keys/{id}/revoke", SourcesQuery.RevokeKeyAsync),
        PortalRoute.Page("/causes", CausesQuery.ShowAsync),
        PortalRoute.Page("/settings", SettingsQuery.ShowAsync),
        PortalRoute.Action("/settings", SettingsQuery.ChangeAsync),
        PortalRoute.Page("/palette", PaletteQuery.FindAsync),
        PortalRoute.Page("/design", DesignQuery.ShowAsync),
    ];
}
