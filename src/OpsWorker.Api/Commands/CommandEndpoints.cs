using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Pipeline.Commands;

namespace OpsWorker.Api.Commands;

/// <summary>Endpoints to request, read and decide about commands.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/commands", RequestAsync)
            .WithName("requestCommand")
            .Accepts<AddCommandRequest>("application/json")
            .Produces<CommandResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Requests a change of an object of a cluster: a dry run first, then its approvals, then the change.");
        routes.MapGet("/commands", ListAsync)
            .WithName("listCommands")
            .Produces<Page<CommandResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The commands, newest first.");
        var command = routes.MapGroup("/commands/{id}").ProducesProblem(StatusCodes.Status404NotFound);
        command.MapGet("", GetAsync)
            .WithName("getCommand")
            .Produces<CommandResponse>()
            .WithSummary("One command: dry run, decisions, result.");
        command.MapPost("/approve", ApproveAsync)
            .WithName("approveCommand")
            .Produces<CommandResponse>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Approves the command. Nobody approves their own.");
        command.MapPost("/reject", RejectAsync)
            .WithName("rejectCommand")
            .Accepts<DecisionRequest>(isOptional: true, "application/json")
            .Produces<CommandResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Rejects the command, or withdraws one's own.");
        command.MapPost("/break-glass", BreakGlassAsync)
            .WithName("breakGlass")
            .Accepts<DecisionRequest>("application/json")
            .Produces<CommandResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Executes the command without its approvals, with a reason, where the policy allows it.");
    }

    private static Task<IResult> RequestAsync(
        HttpRequest request, Caller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, CommandRequestJson.Default.AddCommandRequest, async body =>
        {
            try
            {
                var draft = new CommandDraft(
                    body?.Cluster,
                    body?.Operation,
                    body?.Target?.Kind,
                    body?.Target?.Namespace,
                    body?.Target?.Name,
                    body?.Reason,
                    body?.Replicas);
                var command = await commands.RequestAsync(caller.Principal, draft, cancellationToken);
                return TypedResults.Accepted($"/v1/commands/{command.Id}", CommandResponse.Of(command));
            }
            catch (InvalidCommandException e)
            {
                return Problems.Invalid(e.Field, e.Message);
            }
            catch (CommandRefusedException e)
            {
                return Problems.Refused(e.Message);
            }
        });

    private static Task<IResult> ListAsync(
        string? cluster,
        string? operation,
        string? state,
        string? by,
        string? from,
        string? to,
        string? limit,
        string? cursor,
        Caller caller,
        ClusterCommands commands,
        CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, async page =>
        {
            Parameter.CheckTexts(("cluster", cluster), ("by", by));
            var filter = new CommandFilter
            {
                Cluster = cluster,
                Operation = Parameter.Word<CommandOperation>("operation", operation),
                State = Parameter.Word<CommandState>("state", state),
                By = by,
            };
            var found = await commands.ListAsync(
                caller.Principal, filter, page with { Within = Parameter.Period(from, to) }, cancellationToken);
            return new Page<CommandResponse>([.. found.Items.Select(CommandResponse.Of)], found.NextToken);
        });

    private static Task<IResult> GetAsync(string id, Caller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        AnswerAsync(id, () => commands.GetAsync(caller.Principal, id, cancellationToken));

    private static Task<IResult> ApproveAsync(string id, Caller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        AnswerAsync(id, () => commands.ApproveAsync(caller.Principal, id, cancellationToken));

    private static Task<IResult> RejectAsync(
        string id, HttpRequest request, Caller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, CommandRequestJson.Default.DecisionRequest, body => body?.Reason is null || IsReason(body.Reason)
            ? AnswerAsync(id, () => commands.RejectAsync(caller.Principal, id, body?.Reason, cancellationToken))
            : InvalidReason());

    private static Task<IResult> BreakGlassAsync(
        string id, HttpRequest request, Caller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, CommandRequestJson.Default.DecisionRequest, body => IsReason(body?.Reason)
            ? AnswerAsync(id, () => commands.BreakGlassAsync(caller.Principal, id, body!.Reason!, cancellationToken))
            : InvalidReason());

    private static async Task<IResult> AnswerAsync(string id, Func<Task<ClusterCommand?>> act)
    {
        try
        {
            return await act() is { } command
                ? TypedResults.Ok(CommandResponse.Of(command))
                : Problems.NotFound($"There is no command {id}.");
        }
        catch (CommandRefusedException e)
        {
            return Problems.Refused(e.Message);
        }
    }

    private static bool IsReason(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= ClusterCommand.MaxReason;

    private static Task<IResult> InvalidReason() =>
        Task.FromResult(Problems.Invalid("reason", $"A text of 1 to {ClusterCommand.MaxReason} characters was expected."));
}
