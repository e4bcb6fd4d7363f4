using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Api.Incidents;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Investigations;

/// <summary>Endpoints to read investigations with their reports, and to start one.</summary>
internal static class InvestigationEndpoints
{
    public static void MapInvestigations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/investigations", ListAsync)
            .WithName("listInvestigations")
            .Produces<Page<InvestigationSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The investigations, newest first.");
        routes.MapGet("/investigations/{id}", GetAsync)
            .WithName("getInvestigation")
            .Produces<InvestigationResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One investigation: report, timeline, evidence.");
        routes.MapPost("/investigations", StartAsync)
            .AddEndpointFilter(ReadableAnswer.DemandAsync)
            .WithName("startInvestigation")
            .Accepts<InvestigateRequest>("application/json")
            .Produces<IncidentResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Investigates a namespace or an object without an alert; its incident is resolved from the beginning.");
    }

    private static Task<IResult> ListAsync(
        string? status,
        string? severity,
        string? cluster,
        string? @namespace,
        string? workload,
        string? cause,
        string? text,
        string? from,
        string? to,
        string? limit,
        string? cursor,
        Caller caller,
        InvestigationReader investigations,
        CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, async page =>
        {
            Parameter.CheckTexts(("cluster", cluster), ("namespace", @namespace), ("workload", workload), ("text", text));
            var filter = new InvestigationFilter
            {
                Status = Parameter.Word<InvestigationStatus>("status", status),
                Cause = Parameter.Cause(cause),
                Text = text,
                Incident = new IncidentFilter
                {
                    Severity = Parameter.Word<Severity>("severity", severity),
                    Cluster = cluster,
                    Namespace = @namespace,
                    Workload = workload,
                },
            };
            var within = page with { Within = Parameter.Period(from, to) };
            var found = await investigations.ListAsync(caller.Principal, filter, within, cancellationToken);
            return new Page<InvestigationSummary>([.. found.Items.Select(InvestigationSummary.Of)], found.NextToken);
        });

    private static async Task<IResult> GetAsync(
        string id, Caller caller, InvestigationReader investigations, CancellationToken cancellationToken)
    {
        var investigation = await investigations.GetAsync(caller.Principal, id, cancellationToken);
        if (investigation is null) return Problems.NotFound($"There is no investigation {id}.");
        var entries = await investigations.JournalAsync(caller.Principal, id, cancellationToken);
        return TypedResults.Ok(InvestigationResponse.Of(investigation, entries));
    }

    private static Task<IResult> StartAsync(
        HttpRequest request,
        Caller caller,
        RequestedInvestigations investigations,
        IncidentReader reader,
        CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, IncidentRequestJson.Default.InvestigateRequest, async body =>
        {
            try
            {
                var target = TargetParameter.Read(body ?? new InvestigateRequest(null, null, null));
                var incident = await investigations.StartAsync(caller.Principal, target, cancellationToken);
                return TypedResults.Accepted(
                    $"/v1/incidents/{incident.Id}", await IncidentResponse.ReadAsync(incident, caller, reader, cancellationToken));
            }
            catch (InvalidParameterException e)
            {
                return Problems.Invalid(e.Name, e.Message);
            }
            catch (UnknownClusterException e)
            {
                return Problems.Invalid("cluster", e.Message);
            }
        });
}
