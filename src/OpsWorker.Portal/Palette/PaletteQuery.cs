using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Palette;

/// <summary>A place to go to.</summary>
internal sealed record PaletteResult(string Title, string Path, string Kind);

/// <summary>Finds incidents and clusters for the palette.</summary>
internal static class PaletteQuery
{
    private const int MaxOfKind = 8;

    public static async Task<IResult> FindAsync(PortalRequest request)
    {
        if (request.Query("text") is not { } text) return Answer([]);
        var incidents = await request.Service<IncidentReader>().ListAsync(
            request.Principal, new IncidentFilter { Text = text }, new PageRequest(MaxOfKind), request.Cancel);
        var clusters = await request.Service<ClusterLifecycle>().ListAsync(request.Principal, request.Cancel);
        return Answer(
        [
            .. incidents.Items.Select(i => new PaletteResult(Ui.Line(i.Title), "/incidents/" + i.Id, $"{i.Status} incident")),
            .. clusters.Where(cluster => cluster.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).Take(MaxOfKind)
                .Select(cluster => new PaletteResult(Ui.Line(cluster.DisplayName ?? cluster.Name), "/clusters/" + cluster.Id, "Cluster")),
        ]);
    }

    private static IResult Answer(IReadOnlyList<PaletteResult> results) =>
        TypedResults.Json(results, PaletteJson.Default.IReadOnlyListPaletteResult);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<PaletteResult>))]
internal sealed partial class PaletteJson : JsonSerializerContext;
