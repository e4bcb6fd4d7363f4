using System.Globalization;
using OpsWorker.Core.Digests;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders digests. Pure; a quiet period is one line.</summary>
public static class DigestMessage
{
    public static SlackMessage Render(Digest digest)
    {
        var day = digest.Date.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        return digest.IsQuiet ? Quiet(digest, day) : SlackMessage.Of(OneLine(digest, day), [.. Blocks(digest, day)]);
    }

    private static string Kind(Digest digest) => digest switch
    {
        { IsSoFar: true } => "So far today",
        { Span: DigestSpan.Week } => "Weekly digest",
        _ => "Daily digest",
    };

    private static string Before(Digest digest) => digest switch
    {
        { IsSoFar: true } => "in the same time of the day before",
        { Span: DigestSpan.Week } => "the week before",
        _ => "the day before",
    };

    private static string QuietWord(Digest digest) => digest switch
    {
        { IsSoFar: true } => "nothing yet",
        { Span: DigestSpan.Week } => "a quiet week",
        _ => "a quiet day",
    };

    private static SlackMessage Quiet(Digest digest, string day)
    {
        var clusters = digest.Clusters == 0
            ? "no cluster was added yet"
            : $"{Wording.Count(digest.Clusters, "cluster")}, none of them silent";
        var numbers = $"No alerts{Compared(digest, digest.Before.Alerts)}, nothing is open, {clusters}.";
        return SlackMessage.Of(
            $"{Kind(digest)}, {day}: {QuietWord(digest)}",
            [Block.Section($"*{Kind(digest)}, {day}*: {QuietWord(digest)}. {numbers}")]);
    }

    private static IEnumerable<Block> Blocks(Digest digest, string day)
    {
        yield return Block.Header($"{Kind(digest)}: {day}");
        yield return Block.Context($"{SlackText.Time(digest.Period.From)} to {SlackText.Time(digest.Period.To)}");
        yield return Block.Section(Numbers(digest));
        foreach (var list in DigestLists.Of(digest)) yield return list;
        if (digest.IsTruncated) yield return Block.Context("More happened than is counted here.");
        yield return Block.Context(Footer(digest));
    }

    private static string OneLine(Digest digest, string day)
    {
        var numbers = digest.Numbers;
        return $"{Kind(digest)}, {day}: {Wording.Count(numbers.Alerts, "alert")}, {Wording.Count(numbers.Incidents, "incident")}, "
            + $"{Wording.Count(numbers.Found, "root cause")} found, {digest.StillOpen.Count} still open";
    }

    private static string Numbers(Digest digest)
    {
        var (now, before) = (digest.Numbers, digest.Before);
        string?[] lines =
        [
            Line(
                digest,
                "Alerts",
                now.Alerts,
                before.Alerts,
                [(now.JoinedAlerts, "joined an open incident"), (now.RecordedAlerts, "only recorded")]),
            Line(
                digest,
                "Incidents",
                now.Incidents,
                before.Incidents,
                [(now.RepeatedIncidents, "came again"), (digest.StillOpen.Count, "still open")]),
            Line(
                digest,
                "Investigations",
                now.Investigations,
                before.Investigations,
                [
                    (now.Found, "found the cause"), (now.NotFound, "did not"), (now.Healthy, "found all healthy"),
                    (now.Unreachable, "got no answer"), (now.Failed, "failed"), (now.Running, "not ended"),
                ]),
            now.MeanTimeToReport is { } mean
                ? $"*Mean time to report*: {Wording.Duration(mean)}{Compared(digest, before.MeanTimeToReport)}"
                : null,
            Feedback(now),
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Line(Digest digest, string label, int now, int before, (int Count, string What)[] parts)
    {
        var details = parts.Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.What}"));
        return string.Create(CultureInfo.InvariantCulture, $"*{label}*: {now}{Compared(digest, before)}")
            + string.Concat(details.Select((part, i) => (i == 0 ? " · " : ", ") + part));
    }

    private static string? Feedback(DigestNumbers now) => now.Helpful + now.NotHelpful == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"*Rated*: {now.Helpful} helpful, {now.NotHelpful} not");

    private static string Compared(Digest digest, int before) =>
        string.Create(CultureInfo.InvariantCulture, $" ({before} {Before(digest)})");

    private static string Compared(Digest digest, TimeSpan? before) =>
        before is { } time ? $" ({Wording.Duration(time)} {Before(digest)})" : "";

    private static string Footer(Digest digest)
    {
        var span = digest.Span == DigestSpan.Week ? "week" : "day";
        return $"{digest.Id} · {Wording.Count(digest.Clusters, "cluster")} · the {span} of {SlackText.Line(digest.TimeZone, 60)}";
    }
}
