using System.Globalization;
using OpsWorker.Core.Digests;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the daily digest. Pure; a quiet day is one line.</summary>
public static class DigestMessage
{
    public static SlackMessage Render(Digest digest)
    {
        var day = digest.Date.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        return digest.IsQuiet ? Quiet(digest, day) : SlackMessage.Of(OneLine(digest, day), [.. Blocks(digest, day)]);
    }

    private static SlackMessage Quiet(Digest digest, string day)
    {
        var clusters = digest.Clusters == 0
            ? "no cluster was added yet"
            : $"{Wording.Count(digest.Clusters, "cluster")}, none of them silent";
        return SlackMessage.Of(
            $"Daily digest, {day}: a quiet day",
            [Block.Section($"*Daily digest, {day}*: a quiet day. No alerts{Compared(digest.Before.Alerts)}, nothing is open, "
                + $"{clusters}.")]);
    }

    private static IEnumerable<Block> Blocks(Digest digest, string day)
    {
        yield return Block.Header($"Daily digest: {day}");
        yield return Block.Context($"{SlackText.Time(digest.Period.From)} to {SlackText.Time(digest.Period.To)}");
        yield return Block.Section(Numbers(digest));
        foreach (var list in DigestLists.Of(digest)) yield return list;
        if (digest.IsTruncated) yield return Block.Context("More happened than is counted here.");
        yield return Block.Context(Footer(digest));
    }

    private static string OneLine(Digest digest, string day)
    {
        var numbers = digest.Numbers;
        return $"Daily digest, {day}: {Wording.Count(numbers.Alerts, "alert")}, {Wording.Count(numbers.Incidents, "incident")}, "
            + $"{Wording.Count(numbers.Found, "root cause")} found, {digest.StillOpen.Count} still open";
    }

    private static string Numbers(Digest digest)
    {
        var (now, before) = (digest.Numbers, digest.Before);
        string?[] lines =
        [
            Line(
                "Alerts",
                now.Alerts,
                before.Alerts,
                [(now.JoinedAlerts, "joined an open incident"), (now.RecordedAlerts, "only recorded")]),
            Line("Incidents", now.Incidents, before.Incidents, [(digest.StillOpen.Count, "still open")]),
            Line(
                "Investigations",
                now.Investigations,
                before.Investigations,
                [
                    (now.Found, "found the cause"), (now.NotFound, "did not"), (now.Healthy, "found all healthy"),
                    (now.Unreachable, "got no answer"), (now.Failed, "failed"), (now.Running, "not ended"),
                ]),
            now.MeanTimeToReport is { } mean
                ? $"*Mean time to report*: {Wording.Duration(mean)}{Compared(before.MeanTimeToReport)}"
                : null,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Line(string label, int now, int before, (int Count, string What)[] parts)
    {
        var details = parts.Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.What}"));
        return string.Create(CultureInfo.InvariantCulture, $"*{label}*: {now}{Compared(before)}")
            + string.Concat(details.Select((part, i) => (i == 0 ? " · " : ", ") + part));
    }

    private static string Compared(int before) =>
        string.Create(CultureInfo.InvariantCulture, $" ({before} the day before)");

    private static string Compared(TimeSpan? before) =>
        before is { } time ? $" ({Wording.Duration(time)} the day before)" : "";

    private static string Footer(Digest digest) =>
        $"{digest.Id} · {Wording.Count(digest.Clusters, "cluster")} · the day of {SlackText.Line(digest.TimeZone, 60)}";
}
