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
        if (view.Investigation is { HasEnded: true }) return "*Investigated*: the report is not available.";
        if (view.Investigation is null && view.Incident.InvestigationId is null)
        {
            return "*Not investigated*: the rule asks for no investigation.";
        }

        return $"*Investigating*: {Step(view)}.";
    }

    public static string Failed(Investigation investigation) =>
        $"*The investigation failed*: {SlackText.Line(investigation.Failure ?? "no reason was recorded", FailureLength)}";

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
