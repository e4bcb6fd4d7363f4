using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Core.Notifications;

/// <summary>The result of a <see cref="ChatCommand"/>.</summary>
public abstract record ChatReply
{
    private ChatReply()
    {
    }

    /// <summary>The list of commands.</summary>
    public sealed record Help : ChatReply;

    /// <summary>It was not done.</summary>
    /// <param name="Reason">The reason and what to do.</param>
    public sealed record Refused(string Reason) : ChatReply;

    /// <summary>It was done.</summary>
    /// <param name="What">The result in a few words: <c>Acknowledged</c>.</param>
    /// <param name="Incident">The incident.</param>
    public sealed record Done(string What, Incident Incident) : ChatReply;

    /// <summary>A report was rated as wrong, and no right cause was named.</summary>
    /// <param name="Incident">The incident.</param>
    public sealed record WhichCause(Incident Incident) : ChatReply;

    /// <summary>A list of incidents.</summary>
    /// <param name="Open">The open incidents, newest first.</param>
    public sealed record Incidents(IReadOnlyList<Incident> Open) : ChatReply;

    /// <summary>One incident.</summary>
    /// <param name="View">The incident with its investigation.</param>
    public sealed record Shown(IncidentView View) : ChatReply;
}

/// <summary>Sends the results of commands to the people who asked. A result may come twice after a fault; it changes nothing.</summary>
public interface IChatReplier
{
    /// <summary>Sends the result.</summary>
    Task<NotifierResult> ReplyAsync(ChatReplyTo to, ChatReply reply, CancellationToken cancellationToken);
}
