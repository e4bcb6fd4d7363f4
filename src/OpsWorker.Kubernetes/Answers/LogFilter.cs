using System.Text.RegularExpressions;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>
/// Selects log lines, once they are masked: a filter that saw what is masked could be asked for it, character by character. First those
/// that are new enough, then those that match, then the last ones.
/// </summary>
internal sealed class LogFilter
{
    private const int MaxPatternLength = 1000;

    private readonly Regex? _match;
    private readonly DateTimeOffset? _from;
    private readonly int? _tail;

    private LogFilter(Regex? match, DateTimeOffset? from, int? tail)
    {
        _match = match;
        _from = from;
        _tail = tail;
    }

    /// <summary>The filter of a query, whose age is relative to <paramref name="now"/>.</summary>
    /// <exception cref="FormatException">The pattern is invalid, too long, or one that could take exponential time.</exception>
    public static LogFilter For(Query query, DateTimeOffset now) =>
        new(query.Match is null ? null : Pattern(query.Match), query.Since is { } since ? now - since : null, query.TailLines);

    /// <summary>True if a line matches the pattern, at any age and position.</summary>
    public bool Matches(string line) => _match?.IsMatch(line) ?? true;

    public LogSection Apply(LogSection section, LogMasker masker)
    {
        var lines = masker.Mask(section.Lines);
        if (_from is { } from) lines = NewerThan(lines, from);
        if (_match is not null) lines = lines.Where(Matches);
        if (_tail is { } tail) lines = lines.TakeLast(tail);
        return section with { Lines = [.. lines] };
    }

    /// <summary>A line without a time belongs to the one before it; where no line has one, all are kept.</summary>
    private static IEnumerable<string> NewerThan(IEnumerable<string> lines, DateTimeOffset from)
    {
        var keep = true;
        foreach (var line in lines)
        {
            if (LogTime.Of(line) is { } time) keep = time >= from;
            if (keep) yield return line;
        }
    }

    private static Regex Pattern(string pattern)
    {
        if (pattern.Length > MaxPatternLength) throw new FormatException($"The pattern is longer than {MaxPatternLength} characters.");
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The pattern '{pattern}' cannot be used: {e.Message}", e);
        }
    }
}
