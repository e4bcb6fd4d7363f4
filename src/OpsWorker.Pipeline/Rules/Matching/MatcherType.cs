namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>The operator of a matcher.</summary>
public enum MatcherType
{
    /// <summary><c>=</c>: the value is equal.</summary>
    Equal,

    /// <summary><c>!=</c>: the value differs.</summary>
    NotEqual,

    /// <summary><c>=~</c>: the whole value matches the regular expression.</summary>
    Matches,

    /// <summary><c>!~</c>: the whole value does not match the regular expression.</summary>
    NotMatches,
}
