using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Incidents;

/// <summary>Endpoints to acknowledge incidents, comment on, silence, close and rate them, and to investigate them again.</summary>
internal static class IncidentActionEndpoints
{
    private const int MaxReason = 500;

    public static void MapIncidentActions(this IEndpointRouteBuilder routes)
    {
        var incident = routes.MapGroup("/incidents/{id}").ProducesProblem(StatusCodes.Status404NotFound);
        incident.AddEndpointFilter(ReadableAnswer.DemandAsync);
        incident.MapPost("/acknowledge", AcknowledgeAsync)
            .WithName("acknowledgeIncident")
            .Produces<IncidentResponse>()
            .WithSummary("Acknowledges the incident: somebody works on it. The first acknowledgement stands.");
        incident.MapPost("/comment", CommentAsync)
            .WithName("commentOnIncident")
            .Accepts<CommentRequest>("application/json")
            .Produces<IncidentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Adds a comment.");
        incident.MapPost("/close", CloseAsync)
            .WithName("closeIncident")
            .Accepts<CloseRequest>(isOptional: true, "application/json")
            .Produces<IncidentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Resolves the incident though its alerts may fire on; repeats of them change nothing.");
        incident.MapPost("/silence", SilenceAsync)
            .WithName("silenceIncident")
            .Accepts<SilenceRequest>(isOptional: true, "application/json")
            .Produces<IncidentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Silences the incident: its message is kept up to date, and nobody is notified.");
        incident.MapPost("/feedback", RateAsync)
            .WithName("rateIncident")
            .Accepts<FeedbackRequest>("application/json")
            .Produces<IncidentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Rates the latest report; a later opinion of the same person replaces it.");
        incident.MapPost("/investigate", InvestigateAsync)
            .WithName("investigateIncident")
            .Produces<IncidentResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Investigates the incident again: at once, or after the attempt that runs.");
    }

    private static Task<IResult> AcknowledgeAsync(
        string id, Caller caller, IncidentActions actions, IncidentReader reader, CancellationToken cancellationToken) =>
        AnswerAsync(id, caller, reader, () => actions.AcknowledgeAsync(caller.Principal, id, cancellationToken), cancellationToken);

    private static Task<IResult> CommentAsync(
        string id, HttpRequest request, Caller caller, IncidentActions actions, IncidentReader reader, CancellationToken cancel) =>
        JsonBody.HandleAsync(request, IncidentRequestJson.Default.CommentRequest, body => IsText(body?.Text, IncidentComment.MaxLength)
            ? AnswerAsync(id, caller, reader, () => actions.CommentAsync(caller.Principal, id, body!.Text!, cancel), cancel)
            : Invalid("text", $"A text of 1 to {IncidentComment.MaxLength} characters was expected."));

    private static Task<IResult> CloseAsync(
        string id, HttpRequest request, Caller caller, IncidentActions actions, IncidentReader reader, CancellationToken cancel) =>
        JsonBody.HandleAsync(request, IncidentRequestJson.Default.CloseRequest, body =>
            body?.Reason is null || IsText(body.Reason, MaxReason)
                ? AnswerAsync(id, caller, reader, () => actions.CloseAsync(caller.Principal, id, body?.Reason, cancel), cancel)
                : Invalid("reason", $"A text of 1 to {MaxReason} characters was expected."));

    private static Task<IResult> SilenceAsync(
        string id, HttpRequest request, Caller caller, IncidentActions actions, IncidentReader reader, CancellationToken cancel) =>
        JsonBody.HandleAsync(request, IncidentRequestJson.Default.SilenceRequest, body =>
            body?.Length is { } length && (length < TimeSpan.Zero || length > SilenceIncident.Max)
                ? Invalid("length", "A length from PT0S to P7D was expected.")
                : AnswerAsync(id, caller, reader, () => actions.SilenceAsync(caller.Principal, id, body?.Length, cancel), cancel));

    private static Task<IResult> RateAsync(
        string id, HttpRequest request, Caller caller, IncidentActions actions, IncidentReader reader, CancellationToken cancel) =>
        JsonBody.HandleAsync(request, IncidentRequestJson.Default.FeedbackRequest, body => body?.Helpful is { } helpful
            ? AnswerAsync(id, caller, reader, () => actions.RateAsync(caller.Principal, id, helpful, body.RightCause, cancel), cancel)
            : Invalid("helpful", "true or false was expected."));

    private static async Task<IResult> InvestigateAsync(
        string id, Caller caller, IncidentActions actions, IncidentReader reader, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(
            id, caller, reader, () => actions.InvestigateAsync(caller.Principal, id, cancellationToken), cancellationToken);
        return answer is IValueHttpResult<IncidentResponse> { Value: { } incident }
            ? TypedResults.Accepted($"/v1/incidents/{id}", incident)
            : answer;
    }

    private static async Task<IResult> AnswerAsync(
        string id, Caller caller, IncidentReader reader, Func<Task<Incident?>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act() is { } incident
                ? TypedResults.Ok(await IncidentResponse.ReadAsync(incident, caller, reader, cancellationToken))
                : Problems.NotFound($"There is no incident {id}.");
        }
        catch (IncidentActionException e)
        {
            return Problems.Conflict(e.Message);
        }
    }

    private static Task<IResult> Invalid(string field, string detail) => Task.FromResult(Problems.Invalid(field, detail));

    private static bool IsText(string? text, int max) => !string.IsNullOrWhiteSpace(text) && text.Length <= max;
}
