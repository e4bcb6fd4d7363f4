using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Incidents;

/// <summary>Reads an incident for its page and its download.</summary>
internal static class IncidentQuery
{
    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        if (await ReadAsync(request) is not { } model) return request.NotFound("incident");
        if (request.Has(model.Frame.Revision!)) return PortalRequest.Unchanged();
        return PortalRequest.Page(IncidentPage.Create(model));
    }

    public static async Task<IResult> DownloadAsync(PortalRequest request)
    {
        if (await ReadAsync(request) is not { } model) return request.NotFound("incident");
        request.Context.Response.Headers.ContentDisposition = $"attachment; filename=\"{model.Incident.Id}.md\"";
        return TypedResults.Text(IncidentMarkdown.Write(model), "text/markdown; charset=utf-8");
    }

    private static async Task<IncidentModel?> ReadAsync(PortalRequest request)
    {
        var id = request.Route("id");
        if (await request.Service<IncidentReader>().GetAsync(request.Principal, id, request.Cancel) is not { } incident) return null;
        var reader = request.Service<InvestigationReader>();
        var attempts = new List<Investigation>();
        var unreadable = 0;
        foreach (var attempt in AttemptIds(incident))
        {
            try
            {
                if (await reader.GetAsync(request.Principal, attempt, request.Cancel) is { } found) attempts.Add(found);
            }
            catch (JsonException)
            {
                unreadable++;
            }
        }

        IReadOnlyList<JournalEntry> journal = attempts is [.., var latest]
            ? await reader.JournalAsync(request.Principal, latest.Id, request.Cancel)
            : [];
        var revision = string.Create(
            CultureInfo.InvariantCulture,
            $"{incident.Version}.{attempts.Sum(a => a.Version)}.{journal.Count}.{journal.Count(e => e.CompletedAt is not null)}");
        return new IncidentModel(request.Frame(Ui.Line(incident.Title), PortalSection.Incidents, revision), incident, attempts, journal)
        {
            Unreadable = unreadable,
        };
    }

    // Incidents of earlier versions have an investigation and no number of attempts.
    private static IEnumerable<string> AttemptIds(Incident incident) => incident.InvestigationId is null
        ? []
        : Enumerable.Range(1, incident.Attempt - 1 is var earlier and > 0 ? earlier : 0)
            .Select(attempt => Investigation.IdOf(incident.Id, attempt))
            .Append(incident.InvestigationId);
}
