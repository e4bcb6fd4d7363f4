using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the progress of an investigation from its journal.</summary>
internal static class ProgressText
{
    private const int FailureLength = 600;

    public static string Of(IncidentView view)
    {
        if (view.Investigation is null && view.Incident.InvestigationId is null)
        {
            var why = view.Incident.WhyNotInvestigated ?? "The rule asks for no investigation.";
            return $"*Not investigated*: {SlackText.Line(why, FailureLength)}";
        }

        return $"*Investigating*: {Step(view)}.";
    }

    /// <summary>An attempt that ended without a report.</summary>
    public static string Ended(Investigation attempt)
    {
        var reason = SlackText.Line(attempt.Failure ?? "no reason was recorded", FailureLength);
        return attempt.Status == InvestigationStatus.Cancelled ? $"*Not investigated*: {reason}" : $"*The investigation failed*: {reason}";
    }

    private static string Step(IncidentView view)
    {
        if (view.Investigation is not { Status: InvestigationStatus.Running }) return "queued";
        var effects = view.Progress.Where(e => e.Kind != JournalEntryKind.Time).ToList();
        if (effects.Count == 0) return "started";
        var asked = effects.Sum(e => e.Queries.Count);
        var questions = asked == 0 ? "" : $"asked the cluster {Wording.Count(asked, "question")}, ";
        return questions + effects[^1] switch
        {
            { State: JournalEntryState.Completed } => "reading the answers",
            { Kind: JournalEntryKind.Model } => "waiting for the model",
            _ => "waiting for the agent",
        };
    }
}
