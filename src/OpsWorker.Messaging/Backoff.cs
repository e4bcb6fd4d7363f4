namespace OpsWorker.Messaging;

/// <summary>
/// The pause before another attempt: exponential with full jitter, so that processes that failed together do not come back together
/// (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
/// </summary>
/// <param name="First">The longest pause after the first failure; it doubles with each further failure.</param>
/// <param name="Longest">The ceiling of all pauses.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    private const int MaxDoublings = 30;

    /// <summary>The pause between deliveries of a message and between calls to a queue: up to 200 ms, at most a minute.</summary>
    public static Backoff Default { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1));

    /// <summary>The pause, at random between zero and <see cref="Ceiling"/>.</summary>
    /// <param name="failures">The failures in a row; zero gives no pause.</param>
    public TimeSpan Pause(int failures) => Random.Shared.NextDouble() * Ceiling(failures);

    /// <summary>The longest pause after that many failures in a row.</summary>
    public TimeSpan Ceiling(int failures)
    {
        if (failures <= 0) return TimeSpan.Zero;
        var doubled = First.Ticks * Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        return TimeSpan.FromTicks((long)Math.Min(doubled, Longest.Ticks));
    }
}
