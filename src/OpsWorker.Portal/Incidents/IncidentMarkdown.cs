using System.Globalization;
using System.Text;
using OpsWorker.Core.Findings;
using OpsWorker.Portal.Design;

namespace OpsWorker.Portal.Incidents;

/// <summary>
/// Writes an incident as Markdown, for tickets and post-mortems. Text of clusters stands in code, where Markdown acts on nothing.
/// </summary>
internal static class IncidentMarkdown
{
    public static string Write(IncidentModel model)
    {
        var text = new StringBuilder();
        var incident = model.Incident;
        text.Append("# ").AppendLine(Plain(incident.Title)).AppendLine();
        Item(text, "Incident", incident.Id);
        Item(text, "Status", incident.Status.ToString());
        Item(text, "Severity", incident.Severity.ToString());
        Item(text, "Cluster", incident.ClusterName ?? "unknown");
        Item(text, "Since", incident.StartsAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture));
        if (incident.ResolvedAt is { } end)
        {
            var time = end.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
            Item(text, "Resolved", incident.NotRepeatedSince is null ? time : $"not repeated since {time}");
        }

        if (model.Report is { } report) Write(text, report, model);
        List(text, "Timeline", model.Times.Select(mark =>
            string.Create(CultureInfo.InvariantCulture, $"{mark.At.UtcDateTime:u} {mark.Lane}: {Code(mark.Text)}")));
        List(text, "Alerts", incident.Alerts.Select(alert =>
            $"{Code(alert.Name)} {alert.Status}{(alert.Object is { } about ? " " + Code(about) : "")}"));
        return text.ToString();
    }

    private static void Write(StringBuilder text, Report report, IncidentModel model)
    {
        text.AppendLine().AppendLine("## Conclusion").AppendLine().AppendLine(Plain(report.Headline));
        if (report.Limitation is { } limitation) text.AppendLine().AppendLine(Plain(limitation));
        if (model.Cause is { } cause)
        {
            text.AppendLine();
            Item(text, "Cause", cause.Finding.Cause.ToString());
            Item(text, "Object", cause.Finding.Object.ToString());
            Item(text, "Confidence", Ui.Percent(cause.Confidence));
            text.AppendLine().AppendLine("## What to do").AppendLine().AppendLine(Plain(cause.Finding.Remedy.Text));
            foreach (var command in cause.Finding.Remedy.Commands) Fence(text, command);
            text.AppendLine().AppendLine("## Evidence");
            foreach (var citation in cause.Finding.Citations)
            {
                var about = citation.Object is { } named ? " of " + Code(named.ToString()) : "";
                text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{Code(citation.Field)}{about} ({Code(citation.EvidenceId)}):");
                Fence(text, citation.Quote);
            }

            List(text, "From the cause to the alert", model.Path.Select(step => $"{Code(step.Name)}: {Plain(step.Text)}"));
        }

        List(text, "What changed", report.Diagnosis.Changes.Select(c => $"{Plain(c.Summary)} {Code(c.Change.Url ?? "")}".TrimEnd()));
        List(text, "Less likely", report.Diagnosis.Causes.Skip(1).Select(c => Line(c.Finding)));
        List(text, "Unrelated", report.Diagnosis.Unrelated.Select(Line));
        List(text, "Looked at", report.Diagnosis.LookedAt.Select(Code));
    }

    private static string Line(Finding finding) => $"{finding.Cause}, {Code(finding.Object.ToString())}: {Plain(finding.Summary)}";

    private static void Item(StringBuilder text, string name, string value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"- {name}: {Code(value)}");

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        foreach (var line in all) text.AppendLine("- " + line);
    }

    // A fence that is longer than any run of backticks within.
    private static void Fence(StringBuilder text, string content)
    {
        var fence = new string('`', Math.Max(3, LongestRun(content) + 1));
        text.AppendLine().AppendLine(fence).AppendLine(Ui.Lines(content)).AppendLine(fence);
    }

    private static string Code(string value)
    {
        var line = Ui.Line(value);
        var fence = new string('`', LongestRun(line) + 1);
        var room = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return line.Length == 0 ? "" : fence + room + line + room + fence;
    }

    private static string Plain(string value)
    {
        var plain = new StringBuilder();
        foreach (var unit in Ui.Line(value))
        {
            if (unit is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '&') plain.Append('\\');
            plain.Append(unit);
        }

        return plain.ToString();
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var unit in text)
        {
            run = unit == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
