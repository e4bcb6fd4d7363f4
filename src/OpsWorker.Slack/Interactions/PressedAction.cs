using OpsWorker.Core.Findings;
using OpsWorker.Core.Messaging;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Slack.Interactions;

/// <summary>A button or menu's choice, read as an operation on an incident.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Length">The length of a silence; null until the resolution.</param>
/// <param name="RightCause">The right cause of a report.</param>
internal sealed record PressedAction(ChatOperation Operation, string IncidentId, TimeSpan? Length = null, CauseCode? RightCause = null)
{
    /// <summary>Reads the action; null where it is none of ours, such as a button that only opens a link.</summary>
    public static PressedAction? Of(InteractionAction action)
    {
        var words = (action.Value ?? action.SelectedOption?.Value ?? "").Split(' ');
        if (!CommandText.IsIncident(words[0])) return null;
        return (action.ActionId, words.Length) switch
        {
            (IncidentActions.Acknowledge, 1) => new PressedAction(ChatOperation.Acknowledge, words[0]),
            (IncidentActions.Investigate, 1) => new PressedAction(ChatOperation.Investigate, words[0]),
            (IncidentActions.Helpful, 1) => new PressedAction(ChatOperation.Helpful, words[0]),
            (IncidentActions.NotHelpful, 1) => new PressedAction(ChatOperation.NotHelpful, words[0]),
            (IncidentActions.RightCause, 2) when Cause(words[1]) is { } cause =>
                new PressedAction(ChatOperation.NotHelpful, words[0], RightCause: cause),
            (IncidentActions.Silence, 2) when CommandText.ReadLength(words[1]) is (true, var length) =>
                new PressedAction(ChatOperation.Silence, words[0], length),
            _ => null,
        };
    }

    private static CauseCode? Cause(string name) =>
        Enum.TryParse<CauseCode>(name, out var cause) && cause.ToString() == name ? cause : null;
}
