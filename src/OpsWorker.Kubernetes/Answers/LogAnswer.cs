using System.Text;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Writes log sections as text within a budget, without the oldest lines where they do not fit.</summary>
internal static class LogAnswer
{
    /// <param name="sections">The lines.</param>
    /// <param name="headers">True to write each section between its header and footer.</param>
    /// <param name="maxBytes">The budget in bytes of UTF-8, or null.</param>
    public static (string Content, long OmittedBytes) Write(
        IReadOnlyList<LogSection> sections, bool headers, int? maxBytes)
    {
        var budget = maxBytes ?? long.MaxValue;
        var omitted = 0L;
        var kept = new List<LogSection>();
        foreach (var section in sections)
        {
            var frame = headers ? Size(section.Header) + Size(section.Footer) : 0;
            if (frame <= budget)
            {
                budget -= frame;
                kept.Add(section);
            }
            else
            {
                omitted += section.Lines.Sum(Size);
            }
        }

        var text = new StringBuilder();
        var shares = Shares([.. kept.Select(s => s.Lines.Sum(Size))], budget);
        for (var i = 0; i < kept.Count; i++)
        {
            omitted += Write(text, kept[i], headers, shares[i]);
        }

        return (text.ToString(), omitted);
    }

    /// <summary>
    /// Divides the budget fairly: a section that needs less than an equal share leaves the rest to the others.
    /// </summary>
    private static long[] Shares(long[] needs, long budget)
    {
        var shares = new long[needs.Length];
        var order = Enumerable.Range(0, needs.Length).OrderBy(i => needs[i]).ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            shares[order[i]] = Math.Min(needs[order[i]], budget / (order.Length - i));
            budget -= shares[order[i]];
        }

        return shares;
    }

    private static long Write(StringBuilder text, LogSection section, bool headers, long share)
    {
        var first = section.Lines.Count;
        while (first > 0 && Size(section.Lines[first - 1]) <= share) share -= Size(section.Lines[--first]);
        if (headers) text.Append(section.Header).Append('\n');
        for (var i = first; i < section.Lines.Count; i++) text.Append(section.Lines[i]).Append('\n');
        if (headers) text.Append(section.Footer).Append('\n');
        return section.Lines.Take(first).Sum(Size);
    }

    private static long Size(string line) => Encoding.UTF8.GetByteCount(line) + 1;
}
