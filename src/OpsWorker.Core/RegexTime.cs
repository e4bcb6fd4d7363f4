namespace OpsWorker.Core;

/// <summary>The limit of one search by a regular expression.</summary>
public static class RegexTime
{
    /// <summary>
    /// Milliseconds of the wall clock. Patterns are linear or run over bounded text; the limit only ends what is neither, so it is far
    /// above what a throttled or stopped process loses.
    /// </summary>
    public const int LimitMs = 10_000;
}
