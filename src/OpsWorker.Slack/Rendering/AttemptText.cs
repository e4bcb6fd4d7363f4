using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the attempts at an incident: those before the shown one, the one that runs and the one that is planned.</summary>
internal static class AttemptText
{
    private const int HeadlineLength = 200;
    private const int DetailLength = 120;
    private const int Shown = 5;

    /// <summary>The attempts in order, a line each; null where there is one only and none is planned.</summary>
    public static string? Of(IncidentView view)
    {
        var lines = view.Earlier.Count == 0 ? [] : view.Earlier.TakeLast(Shown).Select(Line).ToList();
        if (view is { Earlier.Count: > 0, Investigation: { } latest }) lines.Add(Line(latest));
        if (view.Incident.NextAttempt is { } next)
        {
            lines.Add($"The next attempt is due {SlackText.Time(next.DueAt)}: {Reason(next.Reason, next.Detail)}");
        }

        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>The attempt that runs beside an earlier report: <c>attempt 2 (an alert joined) runs</c>; null where none does.</summary>
    public static string? Running(IncidentView view) => view is { Investigation: { HasEnded: false } latest, Report: not null }
        ? $"*Investigating again*: {Reason(latest.Reason, latest.ReasonDetail)}"
        : null;

    private static string Line(Investigation attempt)
    {
        var outcome = attempt switch
        {
            { Report: { } report } => report.Headline,
            { HasEnded: true } => attempt.Failure ?? "it ended without a report",
            _ => "it runs",
        };
        return FormattableString.Invariant($"Attempt {attempt.Attempt}, {SlackText.Time(attempt.RequestedAt)}, ")
            + $"{Reason(attempt.Reason, attempt.ReasonDetail)}: {SlackText.Line(outcome, HeadlineLength)}";
    }

    private static string Reason(AttemptReason reason, string? detail)
    {
        var more = detail is null ? "" : " " + SlackText.Line(detail, DetailLength);
        return reason switch
        {
            AttemptReason.AlertJoined => $"alert{more} joined",
            AttemptReason.FiredAgain => $"alert{more} fired again",
            AttemptReason.ClusterBack => "the cluster is connected",
            AttemptReason.NotFoundPersists => "no cause was found and the alert still fires",
            AttemptReason.Requested => detail is null ? "requested" : $"requested by{more}",
            _ => "the incident was opened",
        };
    }
}
