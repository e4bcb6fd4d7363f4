using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Slack;

/// <summary>The endpoints that Slack calls when people use buttons, slash commands or mentions.</summary>
internal static class SlackEndpoints
{
    private const int MaxBytes = 256 * 1024;

    public static void MapSlack(this IEndpointRouteBuilder routes)
    {
        var slack = routes.MapGroup("/slack");
        Describe(slack.MapPost("/interactions", InteractAsync), "receiveSlackInteraction", "Takes buttons and menus of Slack messages.");
        Describe(slack.MapPost("/commands", CommandAsync), "receiveSlackCommand", "Takes Slack's slash commands.");
        Describe(slack.MapPost("/events", EventAsync), "receiveSlackEvent", "Takes Slack's events: mentions of the app.");
    }

    private static void Describe(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name)
        .Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .WithSummary(summary + " Requests are signed by Slack.");

    private static Task<IResult> InteractAsync(HttpRequest request, IChatReceiver receiver, CancellationToken cancellationToken) =>
        ReceiveAsync(ChatRequestKind.Interaction, request, receiver, cancellationToken);

    private static Task<IResult> CommandAsync(HttpRequest request, IChatReceiver receiver, CancellationToken cancellationToken) =>
        ReceiveAsync(ChatRequestKind.Command, request, receiver, cancellationToken);

    private static Task<IResult> EventAsync(HttpRequest request, IChatReceiver receiver, CancellationToken cancellationToken) =>
        ReceiveAsync(ChatRequestKind.Event, request, receiver, cancellationToken);

    private static async Task<IResult> ReceiveAsync(
        ChatRequestKind kind, HttpRequest request, IChatReceiver receiver, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await RequestBody.ReadAsync(request, MaxBytes, cancellationToken);
        }
        catch (InvalidPayloadException e)
        {
            return Problems.Invalid(e);
        }

        var answer = await receiver.ReceiveAsync(
            new ChatRequest(kind, name => request.Headers[name].ToString(), body), cancellationToken);
        return answer.Outcome switch
        {
            ChatOutcome.Accepted => answer.Body is { } json ? TypedResults.Text(json, "application/json") : TypedResults.Ok(),
            ChatOutcome.NotConfigured => Problems.NotFound(answer.Body ?? ""),
            ChatOutcome.NotAuthentic => Problems.Unauthorized(answer.Body ?? ""),
            _ => Problems.Invalid("$", answer.Body ?? ""),
        };
    }
}
