namespace OpsWorker.Core;

/// <summary>A half-open interval of time.</summary>
/// <param name="From">The inclusive start.</param>
/// <param name="To">The exclusive end.</param>
public sealed record TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The length.</summary>
    public TimeSpan Length => To - From;
}
