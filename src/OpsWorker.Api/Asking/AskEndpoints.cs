using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Pipeline.Models.Asking;

namespace OpsWorker.Api.Asking;

/// <summary>Questions about incidents.</summary>
internal static class AskEndpoints
{
    public static void MapAsk(this IEndpointRouteBuilder routes) => routes.MapPost("/ask", AskAsync)
        .WithName("askQuestion")
        .Accepts<AskRequest>("application/json")
        .Produces<AskedAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("Answers a question about an incident from its recorded evidence, by the model that is configured for questions.");

    private static Task<IResult> AskAsync(HttpRequest request, Caller caller, AskService service, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, ApiJson.Default.AskRequest, async body =>
        {
            if (body?.Question is not { Length: > 0 and <= Conversation.MaxQuestion } question || string.IsNullOrWhiteSpace(question))
            {
                return Problems.Invalid("question", $"Must be a question of at most {Conversation.MaxQuestion} characters.");
            }

            var (answer, problem) = await service.AskAsync(caller.Principal, question, body.IncidentId, cancellationToken);
            return answer is null ? Problems.NotFound(problem!) : TypedResults.Ok(answer);
        });
}

/// <summary>A question.</summary>
/// <param name="Question">The question.</param>
/// <param name="IncidentId">The incident; null to find it by the names in the question.</param>
internal sealed record AskRequest(string? Question, string? IncidentId);
