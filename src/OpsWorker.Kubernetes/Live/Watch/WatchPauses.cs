namespace OpsWorker.Kubernetes.Live.Watch;

/// <summary>How long a watch pauses before it is taken up again: doubling, with full jitter, so that not all come back together.</summary>
/// <param name="Longest">The longest pause.</param>
internal sealed record WatchPauses(TimeSpan Longest)
{
    private const double FirstMilliseconds = 500;

    /// <summary>After what passes by itself.</summary>
    public static WatchPauses AfterFailure { get; } = new(TimeSpan.FromSeconds(30));

    /// <summary>After a refusal, which somebody has to mend.</summary>
    public static WatchPauses AfterRefusal { get; } = new(TimeSpan.FromMinutes(5));

    /// <summary>The pause after so many failures in a row; none where there was none.</summary>
    public TimeSpan Of(int failures)
    {
        if (failures == 0) return TimeSpan.Zero;
        var ceiling = Math.Min(Longest.TotalMilliseconds, FirstMilliseconds * Math.Pow(2, Math.Min(failures, 20) - 1));
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * ceiling);
    }
}
