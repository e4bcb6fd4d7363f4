using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Incidents;

/// <summary>An incident in the list; one that cannot be shown is named by its id.</summary>
public sealed record IncidentRow(string Id, Incident? Incident, IncidentHeadline? Answer);

/// <summary>The list of incidents.</summary>
public sealed record IncidentsModel(
    Frame Frame, IncidentSelection Selection, IReadOnlyList<IncidentRow> Rows, string? NextPage, bool HasAny);

/// <summary>Reads the list of incidents.</summary>
internal static class IncidentsQuery
{
    private const int PageLength = 50;

    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        var selection = IncidentSelection.Read(request);
        Page<Incident> page;
        try
        {
            page = await ReadAsync(request, selection);
        }
        catch (ArgumentException)
        {
            return request.Invalid("The address names a page of the list that is none.");
        }

        var rows = new List<IncidentRow>(page.Items.Count);
        foreach (var incident in page.Items) rows.Add(await RowAsync(request, incident));
        var revision = RevisionOf(rows);
        if (request.Has(revision)) return PortalRequest.Unchanged();
        var hasAny = rows.Count > 0 || await HasAnyAsync(request);
        return PortalRequest.Page(IncidentsPage.Create(new IncidentsModel(
            request.Frame("Incidents", PortalSection.Incidents, revision), selection, rows, page.NextToken, hasAny)));
    }

    private static async Task<Page<Incident>> ReadAsync(PortalRequest request, IncidentSelection selection)
    {
        var incidents = request.Service<IncidentReader>();
        var filter = selection.Filter;
        return filter.Status == IncidentStatus.Open
            ? new Page<Incident>(await incidents.ListOpenAsync(request.Principal, filter, request.Cancel), null)
            : await incidents.ListAsync(
                request.Principal, filter, new PageRequest(PageLength, request.Query("page")), request.Cancel);
    }

    // A record that cannot be read for the list must not take the others with it.
    private static async Task<IncidentRow> RowAsync(PortalRequest request, Incident incident)
    {
        try
        {
            return new IncidentRow(
                incident.Id, incident, await request.Service<IncidentHeadlines>().ReadAsync(incident, request.Cancel));
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            return new IncidentRow(incident.Id, incident, null);
        }
    }

    private static async Task<bool> HasAnyAsync(PortalRequest request) =>
        (await request.Service<IncidentReader>().ListAsync(
            request.Principal, new IncidentFilter(), new PageRequest(1), request.Cancel)).Items.Count > 0;

    private static string RevisionOf(List<IncidentRow> rows)
    {
        var parts = rows.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{row.Id} {row.Incident?.Version} {row.Answer?.State} {row.Answer?.Text}"));
        return Identifier.From("rev", [.. parts]);
    }
}
