using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Clusters;

/// <summary>The questions of an investigation to a cluster.</summary>
/// <param name="Investigation">The investigation.</param>
/// <param name="Journal">Its journal.</param>
public sealed record AskedQuestions(Investigation Investigation, IReadOnlyList<JournalEntry> Journal);

/// <summary>A cluster with everything that is known of it.</summary>
public sealed record ClusterModel(Frame Frame, ClusterState State, IReadOnlyList<Incident> Incidents, IReadOnlyList<AskedQuestions> Asked);

/// <summary>Reads a cluster for its page.</summary>
internal static class ClusterQuery
{
    private const int MaxInvestigations = 5;

    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        if (await FindAsync(request) is not { } state) return request.NotFound("cluster");
        var revision = $"{state.Cluster.Version}.{state.Status}";
        if (request.Has(revision)) return PortalRequest.Unchanged();
        var incidents = await request.Service<IncidentReader>().ListAsync(
            request.Principal, new IncidentFilter { Cluster = state.Cluster.Name }, new PageRequest(10), request.Cancel);
        return PortalRequest.Page(ClusterPage.Create(new ClusterModel(
            request.Frame(Ui.Line(state.Name), PortalSection.Clusters, revision),
            state,
            incidents.Items,
            await AskedAsync(request, incidents))));
    }

    /// <summary>The status in a word, for the page that waits for the agent.</summary>
    public static async Task<IResult> StateAsync(PortalRequest request) => await FindAsync(request) is { } state
        ? TypedResults.Text(state.Status.ToString())
        : request.NotFound("cluster");

    private static async Task<ClusterState?> FindAsync(PortalRequest request) =>
        await request.Service<ClusterLifecycle>().GetAsync(request.Principal, request.Route("id"), request.Cancel) is { } cluster
            ? ClusterState.Of(cluster, request.Now, request.Service<ClusterSilence>())
            : null;

    private static async Task<IReadOnlyList<AskedQuestions>> AskedAsync(PortalRequest request, Page<Incident> incidents)
    {
        var reader = request.Service<InvestigationReader>();
        var asked = new List<AskedQuestions>();
        foreach (var id in incidents.Items.Select(incident => incident.InvestigationId).OfType<string>().Take(MaxInvestigations))
        {
            if (await reader.GetAsync(request.Principal, id, request.Cancel) is not { } investigation) continue;
            asked.Add(new AskedQuestions(investigation, await reader.JournalAsync(request.Principal, id, request.Cancel)));
        }

        return asked;
    }
}
