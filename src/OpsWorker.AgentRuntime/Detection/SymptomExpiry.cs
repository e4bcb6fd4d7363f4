namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Lifetime of symptoms that are single events, whose recovery cannot be observed.</summary>
internal static class SymptomExpiry
{
    /// <summary>For killed containers and evicted pods.</summary>
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(10);

    /// <summary>For failed Jobs, which stay failed until somebody deletes them.</summary>
    private static readonly TimeSpan FailedJob = TimeSpan.FromDays(1);

    public static DateTimeOffset EndOf(DateTimeOffset? at) => After(at, Default);

    public static DateTimeOffset EndOfJob(DateTimeOffset? at) => After(at, FailedJob);

    /// <summary>
    /// Adds a duration to a time of the cluster; an unknown time counts as long ago, and the sum is capped at the
    /// maximum.
    /// </summary>
    public static DateTimeOffset After(DateTimeOffset? moment, TimeSpan time)
    {
        var at = moment ?? DateTimeOffset.UnixEpoch;
        return at < DateTimeOffset.MaxValue - time ? at + time : DateTimeOffset.MaxValue;
    }
}
