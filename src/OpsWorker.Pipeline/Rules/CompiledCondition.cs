using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules.Matching;

namespace OpsWorker.Pipeline.Rules;

/// <summary>A condition with its matchers and times read and checked. Pure.</summary>
internal sealed class CompiledCondition
{
    private const int MaxDepth = 8;
    private const int MaxParts = 50;

    private readonly IReadOnlyList<Matcher> _match;
    private readonly IReadOnlyList<Matcher> _cluster;
    private readonly IReadOnlyList<CompiledCondition> _all;
    private readonly IReadOnlyList<CompiledCondition> _any;
    private readonly CompiledCondition? _not;
    private readonly IReadOnlyList<WeeklyTime> _during;

    /// <exception cref="RuleException">A part is not valid.</exception>
    public CompiledCondition(RuleCondition condition, string field, int depth = 1)
    {
        if (depth > MaxDepth) throw new RuleException(field, $"Is nested more than {MaxDepth} deep.");
        _match = Matchers(condition.Match, $"{field}.match");
        foreach (var matcher in _match.Where(m => AlertFields.IsUnknownField(m.Name)))
        {
            throw new RuleException($"{field}.match", $"Has \"{matcher.Name}\"; a label, or one of {AlertFields.Names} was expected.");
        }

        _cluster = Matchers(condition.Cluster, $"{field}.cluster");
        _all = Parts(condition.All, $"{field}.all", depth);
        _any = Parts(condition.Any, $"{field}.any", depth);
        _not = condition.Not is { } not ? new CompiledCondition(not, $"{field}.not", depth + 1) : null;
        if (condition.During.Count > MaxParts) throw new RuleException($"{field}.during", $"Has more than {MaxParts} times.");
        _during = [.. condition.During.Select((time, i) => new WeeklyTime(time, $"{field}.during[{i}]"))];
    }

    /// <summary>The first part that does not hold, for people; null where the condition holds.</summary>
    public string? WhyNot(AlertFields alert, DateTimeOffset at)
    {
        if (_match.FirstOrDefault(m => !m.IsMatch(alert.Of(m.Name))) is { } failed)
        {
            return $"{failed} does not hold: it is \"{alert.Of(failed.Name)}\"";
        }

        if (_cluster.FirstOrDefault(m => !m.IsMatch(alert.OfCluster(m.Name))) is { } other)
        {
            return $"{other} of the cluster does not hold: it is \"{alert.OfCluster(other.Name)}\"";
        }

        foreach (var part in _all)
        {
            if (part.WhyNot(alert, at) is { } why) return why;
        }

        if (_any.Count > 0)
        {
            var reasons = _any.Select(part => part.WhyNot(alert, at)).ToList();
            if (!reasons.Contains(null)) return $"none of {_any.Count} alternatives holds; the first: {reasons[0]}";
        }

        if (_not is not null && _not.WhyNot(alert, at) is null) return "what must not hold does";
        return _during.Count > 0 && !_during.Any(time => time.Contains(at)) ? $"the time {at:u} is outside of its times" : null;
    }

    private static IReadOnlyList<Matcher> Matchers(string? text, string field)
    {
        try
        {
            return text is null ? [] : MatcherParser.Parse(text);
        }
        catch (MatcherException e)
        {
            throw new RuleException(field, e.Message);
        }
    }

    private static IReadOnlyList<CompiledCondition> Parts(IReadOnlyList<RuleCondition> parts, string field, int depth)
    {
        if (parts.Count > MaxParts) throw new RuleException(field, $"Has more than {MaxParts} conditions.");
        return [.. parts.Select((part, i) => new CompiledCondition(part, $"{field}[{i}]", depth + 1))];
    }
}
