using System.Globalization;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Terminal;

/// <summary>A report as a person reads it on a terminal. Whatever comes from the cluster stays on its own line.</summary>
internal static class ReportText
{
    private const int MaxQuotes = 5;
    private const int MaxObjects = 8;

    public static string Write(Report report)
    {
        var text = new StringBuilder();
        text.AppendLine(VisibleText.Line(report.Headline));
        if (report.Diagnosis.Causes is [var best, ..])
        {
            WriteCause(text, best);
            WriteModels(text, report.Models);
            WriteBlastRadius(text, report.Diagnosis.BlastRadius);
            WriteRemedy(text, best.Finding.Remedy);
            WriteOthers(text, "Less likely", report.Diagnosis.Causes.Skip(1).Select(cause => cause.Finding));
        }
        else
        {
            WriteList(text, "Seen", report.Diagnosis.Facts);
            WriteList(text, "Looked at", report.Diagnosis.LookedAt);
        }

        WriteList(text, "What changed", report.Diagnosis.Changes.SelectMany(Change));
        WriteOthers(text, "Unrelated trouble", report.Diagnosis.Unrelated);
        WriteList(text, "Timeline", report.Diagnosis.Timeline.Select(Line));
        if (report.Limitation is { } limitation) WriteList(text, "Limitation", [limitation]);
        return text.ToString();
    }

    private static void WriteCause(StringBuilder text, RankedCause cause)
    {
        var finding = cause.Finding;
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  cause       {finding.Cause}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  object      {VisibleText.Line(finding.Object.ToString())}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  confidence  {cause.Confidence:P0}");
        if (PathText.Sentence(cause.Path) is { } path) text.AppendLine(CultureInfo.InvariantCulture,
            $"  path        {VisibleText.Line(path)}");
        if (finding.Since is { } since) text.AppendLine(CultureInfo.InvariantCulture, $"  since       {since:u}");
        WriteList(text, "Evidence", finding.Citations.Take(MaxQuotes).SelectMany(Quote));
        WriteList(text, "Leads to", cause.Effects.Select(effect => $"{effect.Object}: {effect.Summary}"));
    }

    private static void WriteModels(StringBuilder text, ModelContribution? models)
    {
        if (models is null) return;
        WriteList(text, "Explanation", models.Explanation.Select(Sentence));
        WriteList(text, "Speaks against it", models.Doubts.Select(Sentence));
        WriteList(text, "Models", models.Choice is { } choice ? [choice, .. models.Describe()] : models.Describe());
    }

    private static string Sentence(CheckedSentence sentence) =>
        $"{sentence.Text} [{string.Join(", ", sentence.Quotes.Select(q => q.EvidenceId).Distinct())}]";

    private static string[] Quote(Citation citation)
    {
        var of = citation.Object is null ? "" : $" of {citation.Object}";
        var quote = $"    \"{CitationText.Quote(citation)}\"".ReplaceLineEndings("\n      ");
        return [$"[{citation.EvidenceId}] {citation.Field}{of}:", .. quote.Split('\n')];
    }

    private static void WriteBlastRadius(StringBuilder text, BlastRadius radius) => WriteList(
        text, "Blast radius", [.. Shortened(radius.Workloads), .. Shortened(radius.Services), .. Shortened(radius.Ingresses)]);

    private static IEnumerable<string> Shortened(IReadOnlyList<ObjectReference> objects)
    {
        var shown = objects.Take(MaxObjects).Select(reference => reference.ToString());
        return objects.Count <= MaxObjects ? shown : [.. shown, $"and {objects.Count - MaxObjects} more"];
    }

    private static void WriteRemedy(StringBuilder text, Remedy remedy)
    {
        string[] warning = remedy.Warning is null ? [] : ["Warning: " + remedy.Warning];
        var changed = remedy.Changed.Select(field => $"  {field.Field}: {field.Before ?? "(none)"} -> {field.After ?? "(none)"}");
        WriteList(text, "Remedy", [remedy.Text, .. changed, .. warning, .. remedy.Commands.Select(Prompt)]);
        WriteList(text, "Check", remedy.Checks.Select(Prompt));
    }

    private static string Prompt(string command) => "  $ " + command;

    private static string Line(TimelineItem item) =>
        $"{item.At:HH:mm:ss} {(item.IsAlert ? '>' : ' ')}{(item.Object is { } about ? $"{about}: " : "")}{item.What}";

    private static string[] Change(CorrelatedChange change) =>
        change.Change.Url is { } url ? [change.Summary, "  " + url] : [change.Summary];

    private static void WriteOthers(StringBuilder text, string heading, IEnumerable<Finding> findings) =>
        WriteList(text, heading, findings.Select(finding => $"{finding.Cause}, {finding.Object}: {finding.Summary}"));

    private static void WriteList(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any) text.AppendLine().AppendLine(heading);
            any = true;
            text.AppendLine("  " + VisibleText.Line(line));
        }
    }
}
