using System.Globalization;
using System.Text;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Server.Commands.Incidents;

/// <summary>Writes an incident and its attempts for people.</summary>
internal static class IncidentText
{
    private const int MaxLine = 400;

    public static void Write(TextWriter output, ShownIncidentAnswer shown)
    {
        var incident = shown.Incident;
        output.WriteLine($"{incident.Status}: {Line(incident.Title)}");
        output.WriteLine($"  id        {incident.Id}");
        output.WriteLine($"  cluster   {Line(incident.ClusterName ?? "unknown")}{(incident.ClusterId is null ? " (not registered)" : "")}");
        output.WriteLine(FormattableString.Invariant($"  since     {incident.StartsAt:u}"));
        if (incident.ResolvedAt is { } end)
        {
            var what = incident.NotRepeatedSince is null ? "" : "not repeated since ";
            output.WriteLine(FormattableString.Invariant($"  resolved  {what}{end:u}"));
        }

        if (incident.Closed is { } closed) output.WriteLine($"  closed    by {Line(closed.By.ToString())}{Because(closed.Reason)}");
        if (incident.Acknowledged is { } acknowledged)
        {
            output.WriteLine(FormattableString.Invariant($"  acknowledged  {acknowledged.At:u} by {Line(acknowledged.By.ToString())}"));
        }

        foreach (var (at, step) in incident.EscalatedAt.Zip(incident.Escalation))
        {
            var who = string.Join(" in ", new[] { step.Mention, step.Route }.OfType<string>().Select(Line));
            output.WriteLine(FormattableString.Invariant($"  escalated {at:u}: not acknowledged for {step.Minutes} min, to {who}"));
        }

        foreach (var alert in incident.Alerts) output.WriteLine($"  alert     {Line(alert.Name)} {alert.Status}{About(alert)}");
        foreach (var attempt in shown.Attempts) output.WriteLine(Line(attempt));
        foreach (var comment in incident.Comments)
        {
            output.WriteLine(
                FormattableString.Invariant($"  comment   {comment.At:u}, {Line(comment.By.ToString())}: {Line(comment.Text)}"));
        }

        if (incident.NextAttempt is { } next)
        {
            output.WriteLine(FormattableString.Invariant($"  attempt {incident.Attempt + 1}  due {next.DueAt:u}, {next.Reason}"));
        }
    }

    private static string Because(string? reason) => reason is null ? "" : $": {Line(reason)}";

    private static string Line(ShownAttempt attempt)
    {
        var reason = attempt.ReasonDetail is { } detail ? $"{attempt.Reason} ({Line(detail)})" : attempt.Reason.ToString();
        var outcome = attempt.Headline ?? attempt.Failure ?? attempt.Status.ToString();
        return FormattableString.Invariant($"  attempt {attempt.Attempt}  {attempt.RequestedAt:u}, {reason}: {Line(outcome)}");
    }

    private static string About(IncidentAlert alert) => alert.Object is { } name ? $", {Line(name)}" : "";

    // Alerts and clusters may have written anything: no control characters reach the terminal.
    private static string Line(string text)
    {
        var visible = text.EnumerateRunes().Select(rune => IsVisible(rune) ? rune.ToString() : " ");
        var line = string.Concat(visible);
        return line.Length <= MaxLine ? line : line[..(MaxLine - 1)] + "…";
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
