using Microsoft.Extensions.Logging;
using OpsWorker.Core.Access;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Chat;

/// <summary>Carries out what people ask for in a chat, by the same services as the API, and replies.</summary>
public sealed partial class ChatCommandHandler(
    IncidentReader incidents,
    IncidentViewReader views,
    IncidentActions actions,
    CurrentNotifiers notifiers,
    ILogger<ChatCommandHandler> logger) : IMessageHandler<ChatCommand>
{
    private const int MaxListed = 50;

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(ChatCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var reply = await RunAsync(message, cancellationToken);
        if ((await notifiers.GetAsync(cancellationToken)).Chat is not { } chat) return HandlerResult.Handled;
        switch (await chat.ReplyAsync(message.ReplyTo, reply, cancellationToken))
        {
            case NotifierResult.RetryAfter retry:
                return new HandlerResult.RetryAfter(retry.Delay);
            case NotifierResult.Rejected rejected:
                // It is done, and the incident's message shows it.
                ReplyRefused(message.Operation, message.By.Id, rejected.Reason);
                return HandlerResult.Handled;
            default:
                return HandlerResult.Handled;
        }
    }

    private async Task<ChatReply> RunAsync(ChatCommand command, CancellationToken cancellationToken)
    {
        if (command.Operation == ChatOperation.Help) return new ChatReply.Help();
        if (command.Workspace is "")
        {
            return new ChatReply.Refused("This channel has no workspace of OpsWorker, and neither have you: Slack:Workspaces names them.");
        }

        if (command.Operation == ChatOperation.Incidents)
        {
            var open = await incidents.ListOpenAsync(PrincipalOf(command), new IncidentFilter(), cancellationToken);
            return new ChatReply.Incidents([.. open.Take(MaxListed)]);
        }

        var id = command.IncidentId ?? "";
        return await (command.Operation switch
        {
            ChatOperation.Show => ShowAsync(command, id, cancellationToken),
            ChatOperation.Investigate => InvestigateAsync(command, id, cancellationToken),
            ChatOperation.Silence => SilenceAsync(command, id, cancellationToken),
            ChatOperation.Helpful or ChatOperation.NotHelpful => RateAsync(command, id, cancellationToken),
            _ => AcknowledgeAsync(command, id, cancellationToken),
        }) ?? new ChatReply.Refused($"There is no incident {id}.");
    }

    // Who may write in the chat may handle incidents there.
    private static Principal PrincipalOf(ChatCommand command) =>
        new(command.Organisation, Principal.SlackPrefix + command.By.Id, AccessRole.Operator)
        {
            Name = command.By.Name,
            Workspace = command.Workspace,
        };

    private async Task<ChatReply?> ShowAsync(ChatCommand command, string id, CancellationToken cancellationToken) =>
        await incidents.GetAsync(PrincipalOf(command), id, cancellationToken) is { } incident
            ? new ChatReply.Shown(await views.OfAsync(incident, cancellationToken))
            : null;

    private async Task<ChatReply?> AcknowledgeAsync(ChatCommand command, string id, CancellationToken cancellationToken)
    {
        var incident = await actions.RequestedAt(command.At).AcknowledgeAsync(PrincipalOf(command), id, cancellationToken);
        if (incident is null) return null;
        return incident.Acknowledged is { } first && first.By != command.By
            ? new ChatReply.Refused($"{first.By} acknowledged it before.")
            : new ChatReply.Done("Acknowledged", incident);
    }

    private async Task<ChatReply?> InvestigateAsync(ChatCommand command, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await actions.RequestedAt(command.At).InvestigateAsync(PrincipalOf(command), id, cancellationToken) is { } incident
                ? new ChatReply.Done("Another investigation was requested", incident)
                : null;
        }
        catch (IncidentActionException e)
        {
            return new ChatReply.Refused(e.Message);
        }
    }

    private async Task<ChatReply?> SilenceAsync(ChatCommand command, string id, CancellationToken cancellationToken)
    {
        var incident = await actions.RequestedAt(command.At).SilenceAsync(PrincipalOf(command), id, command.Length, cancellationToken);
        if (incident is null) return null;
        return command.Length is null && incident.Status == IncidentStatus.Resolved
            ? new ChatReply.Refused($"Incident {id} is resolved already.")
            : new ChatReply.Done(command.Length == TimeSpan.Zero ? "The silence was ended" : "Silenced", incident);
    }

    private async Task<ChatReply?> RateAsync(ChatCommand command, string id, CancellationToken cancellationToken)
    {
        var isHelpful = command.Operation == ChatOperation.Helpful;
        var incident = await actions.RequestedAt(command.At).RateAsync(
            PrincipalOf(command), id, isHelpful, command.RightCause, cancellationToken);
        return incident switch
        {
            null => null,
            { InvestigationId: null } => new ChatReply.Refused($"Incident {id} was not investigated."),
            _ when isHelpful || command.RightCause is not null => new ChatReply.Done("Thank you, your rating was recorded", incident),
            _ => new ChatReply.WhichCause(incident),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} of {Person} was carried out, but not answered: {Reason}")]
    private partial void ReplyRefused(ChatOperation operation, string person, string reason);
}
