namespace OpsWorker.AgentRuntime.Detection;

/// <summary>For how long counts what happened at one moment and cannot be seen to heal.</summary>
internal static class Moments
{
    /// <summary>A container that was killed, a pod that was thrown out.</summary>
    private static readonly TimeSpan Usually = TimeSpan.FromMinutes(10);

    /// <summary>A Job that failed: it stays as it is until somebody removes it, perhaps for ever.</summary>
    private static readonly TimeSpan OfJobs = TimeSpan.FromDays(1);

    /// <summary>Until when it counts.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset? at) => After(at, Usually);

    /// <summary>Until when a Job's failure counts.</summary>
    public static DateTimeOffset EndOfJob(DateTimeOffset? at) => After(at, OfJobs);

    /// <summary>A time after a moment that the cluster wrote; one that is not known is long ago, and none is beyond the last one that there is.</summary>
    public static DateTimeOffset After(DateTimeOffset? moment, TimeSpan time)
    {
        var at = moment ?? DateTimeOffset.UnixEpoch;
        return at < DateTimeOffset.MaxValue - time ? at + time : DateTimeOffset.MaxValue;
    }
}
