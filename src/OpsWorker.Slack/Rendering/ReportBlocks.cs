using OpsWorker.Core.Findings;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>
/// Renders a report: conclusion, remedy, evidence, effects, alternatives. The message about the incident has it shortened; the reply in
/// its thread has all the evidence.
/// </summary>
internal static class ReportBlocks
{
    private const int TextLength = 600;
    private const int ItemLength = 240;
    private const int NameLength = 200;
    private const int QuoteLength = 500;
    private const int CommandsLength = 800;
    private const int ChangedFields = 3;
    private const int WarningLength = 400;
    private const int ValueLength = 80;
    private const int Quotes = 4;
    private const int MaxQuotes = 15;
    private const int Effects = 6;
    private const int Alternatives = 3;
    private const int UnrelatedFindings = 3;
    private const int Objects = 6;
    private const int TimelineItems = 6;
    private const int LookedAtItems = 12;
    private const int ModelSentences = 5;
    private const int SourceChanges = 3;

    public static IEnumerable<Block> Of(Report report)
    {
        var diagnosis = report.Diagnosis;
        var causes = diagnosis.Causes;
        IEnumerable<Block?> blocks = causes.Count > 0
            ? [Cause(report, causes[0]), Changes(diagnosis), Explanation(report), Doubts(report), Remedy(causes[0].Finding.Remedy),
               Check(causes[0].Finding.Remedy), Evidence(causes[0].Finding), Chain(causes[0]), Radius(diagnosis.BlastRadius),
               Timeline(diagnosis.Timeline), LessLikely(causes)]
            : [NoCause(report), Changes(diagnosis), Facts(diagnosis), LookedAt(diagnosis), Timeline(diagnosis.Timeline)];
        return blocks.Append(Unrelated(diagnosis.Unrelated)).Append(Limitation(report)).Append(Models(report)).OfType<Block>();
    }

    private static Block Cause(Report report, RankedCause cause)
    {
        var since = cause.Finding.Since is { } at ? $" · since {SlackText.Time(at)}" : "";
        var path = PathText.Sentence(cause.Path) is { } way ? $"\n*Path*: {SlackText.Line(way, TextLength)}" : "";
        return Block.Section(
            $"""
            *Cause*: {SlackText.Line(report.Headline, TextLength)}
            `{cause.Finding.Cause}` on {Name(cause.Finding.Object)} · {Wording.Confidence(cause.Confidence)}{since}{path}
            """);
    }

    private static Block? Explanation(Report report) => List(
        "Explanation", (report.Models?.Explanation ?? []).Select(Sentence), ModelSentences);

    private static Block? Doubts(Report report) => List(
        "Speaks against it", (report.Models?.Doubts ?? []).Select(Sentence), ModelSentences);

    private static string Sentence(CheckedSentence sentence)
    {
        var ids = string.Join(", ", sentence.Quotes.Select(quote => quote.EvidenceId).Distinct());
        return $"{SlackText.Line(sentence.Text, TextLength)} ({SlackText.Line(ids, NameLength)})";
    }

    private static Block? Models(Report report) => report.Models is { } models
        ? Block.Context($"Models: {SlackText.Line(string.Join(" ", models.Describe()), TextLength)}")
        : null;

    private static Block NoCause(Report report)
    {
        var label = report.Diagnosis.Verdict switch
        {
            CauseCode.Healthy => "Healthy",
            CauseCode.ClusterUnreachable => "Cluster unreachable",
            CauseCode.OutOfScope => "Out of scope",
            _ => "Cause not found",
        };
        return Block.Section($"*{label}*: {SlackText.Line(report.Headline, TextLength)}");
    }

    private static Block? Facts(DiagnosisResult diagnosis) =>
        List("What was seen", diagnosis.Facts.Select(f => SlackText.Line(f, ItemLength)), LookedAtItems);

    private static Block? Changes(DiagnosisResult diagnosis) =>
        List("What changed", diagnosis.Changes.Select(Change), SourceChanges);

    private static string Change(CorrelatedChange change) => change.Change.Url is { } url
        ? $"{SlackText.Line(change.Summary, TextLength)} {SlackText.Link($"{change.Repository} {change.Change.Id}", url, NameLength)}"
        : SlackText.Line(change.Summary, TextLength);

    private static Block? LookedAt(DiagnosisResult diagnosis) =>
        List("What was looked at", diagnosis.LookedAt.Select(l => SlackText.Line(l, ItemLength)), LookedAtItems);

    private static Block Remedy(Remedy remedy)
    {
        string?[] lines =
        [
            $"*What to do*: {SlackText.Line(remedy.Text, TextLength)}",
            .. remedy.Changed.Take(ChangedFields).Select(Changed),
            remedy.Warning is null ? null : $"*Warning*: {SlackText.Line(remedy.Warning, WarningLength)}",
            Commands(remedy.Commands),
        ];
        return Block.Section(string.Join('\n', lines.OfType<string>()));
    }

    private static Block? Check(Remedy remedy) =>
        Commands(remedy.Checks) is { } checks ? Block.Section("*Check that it worked*\n" + checks) : null;

    // A command that is cut may do something else when it is copied, so those that do not fit are left out.
    private static string? Commands(IReadOnlyList<string> commands)
    {
        var whole = new List<string>();
        foreach (var command in commands)
        {
            if (SlackText.FitsCodeBlock(string.Join('\n', [.. whole, command]), CommandsLength)) whole.Add(command);
        }

        var left = commands.Count - whole.Count;
        var note = left switch
        {
            0 => null,
            1 => "_A command is too long for this message._",
            _ => $"_{left} commands are too long for this message._",
        };
        var block = whole.Count == 0 ? null : SlackText.CodeBlock(string.Join('\n', whole), CommandsLength);
        return block is null ? note : note is null ? block : $"{block}\n{note}";
    }

    private static string Changed(ChangedField field) =>
        $"• {SlackText.Code(field.Field, NameLength)}: {Value(field.Before)} → {Value(field.After)}";

    private static string Value(string? value) => value is null ? "(none)" : SlackText.Code(value, ValueLength);

    private static Block? Evidence(Finding finding)
    {
        if (finding.Citations.Count == 0) return null;
        var quotes = string.Join('\n', finding.Citations.Take(Quotes).Select(Quote));
        return Block.Section($"*Evidence*{More(finding.Citations.Count, Quotes)}\n{quotes}");
    }

    /// <summary>All citations, a block each.</summary>
    public static IEnumerable<Block> AllEvidence(Finding finding) =>
        finding.Citations.Take(MaxQuotes).Select(citation => Block.Section(Quote(citation)));

    private static string Quote(Citation citation)
    {
        var place = citation.Object is { } about ? $"{Name(about)} " : "";
        var at = citation.At is { } time ? $" · {SlackText.Time(time)}" : "";
        var field = SlackText.Line(citation.Field, NameLength);
        var id = SlackText.Line(citation.EvidenceId, NameLength);
        return $"{id} · {place}{field}{at}\n{SlackText.CodeBlock(CitationText.Quote(citation), QuoteLength)}";
    }

    private static Block? Chain(RankedCause cause) => List(
        "What follows from it",
        cause.Effects.Select(AboutObject),
        Effects);

    private static Block? Radius(BlastRadius radius)
    {
        string?[] lines =
        [
            Affected("workload", radius.Workloads),
            Affected("service", radius.Services),
            Affected("ingress", radius.Ingresses),
        ];
        var text = string.Join('\n', lines.OfType<string>());
        return text.Length == 0 ? null : Block.Section($"*Blast radius*\n{text}");
    }

    private static string? Affected(string kind, IReadOnlyList<ObjectReference> objects)
    {
        if (objects.Count == 0) return null;
        var names = string.Join(", ", objects.Take(Objects).Select(Name));
        return $"• {Wording.Count(objects.Count, kind)}: {names}{More(objects.Count, Objects)}";
    }

    private static Block? Timeline(IReadOnlyList<TimelineItem> timeline) => List(
        "What happened",
        AroundAlert(timeline).Select(i =>
            $"{SlackText.Time(i.At)} {(i.Object is { } about ? Name(about) + ": " : "")}{SlackText.Line(i.What, ItemLength)}"),
        TimelineItems);

    // Events before and after the alert, with the alert in the middle if there are enough on both sides.
    private static IEnumerable<TimelineItem> AroundAlert(IReadOnlyList<TimelineItem> timeline)
    {
        var before = timeline.TakeWhile(i => !i.IsAlert).Count();
        return timeline.Skip(Math.Clamp(before - (TimelineItems / 2), 0, Math.Max(0, timeline.Count - TimelineItems))).Take(TimelineItems);
    }

    private static Block? LessLikely(IReadOnlyList<RankedCause> causes) => List(
        "Less likely",
        causes.Skip(1).Select(c =>
            $"`{c.Finding.Cause}` on {Name(c.Finding.Object)}, {Wording.Percent(c.Confidence)}: {Summary(c.Finding)}"),
        Alternatives);

    private static Block? Unrelated(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) return null;
        var items = string.Join("; ", findings.Take(UnrelatedFindings).Select(AboutObject));
        return Block.Context($"Other trouble, not related: {items}{More(findings.Count, UnrelatedFindings)}");
    }

    private static Block? Limitation(Report report) => report.Limitation is { } limitation
        ? Block.Context($"Limitation: {SlackText.Line(limitation, TextLength)}")
        : null;

    private static Block? List(string label, IEnumerable<string> items, int max)
    {
        var all = items.ToList();
        return all.Count == 0
            ? null
            : Block.Section($"*{label}*{More(all.Count, max)}\n" + string.Join('\n', all.Take(max).Select(i => "• " + i)));
    }

    private static string More(int count, int shown) =>
        count > shown ? FormattableString.Invariant($" (and {count - shown} more)") : "";

    private static string AboutObject(Finding finding) => $"{Name(finding.Object)}: {Summary(finding)}";

    private static string Summary(Finding finding) => SlackText.Line(finding.Summary, ItemLength);

    private static string Name(ObjectReference about) => SlackText.Code(about.ToString(), NameLength);
}
