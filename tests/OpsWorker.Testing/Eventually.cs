using Xunit;

namespace OpsWorker.Testing;

/// <summary>Waits for what another process or thread brings about, for as long as a slow machine may need.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks again and again until the answer is true.</summary>
    /// <param name="look">What is looked at.</param>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="state">How things stand, for the failure's message.</param>
    public static async Task ShouldBeTrueAsync(Func<Task<bool>> look, string what, Func<string>? state = null) =>
        await ShouldBeFoundAsync(async () => await look() ? "" : null, what, state);

    /// <summary>Looks again and again until something is there.</summary>
    /// <param name="look">What is looked for.</param>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="state">How things stand, for the failure's message.</param>
    /// <param name="patience">The longest wait; null for a minute.</param>
    public static async Task<T> ShouldBeFoundAsync<T>(
        Func<Task<T?>> look, string what, Func<string>? state = null, TimeSpan? patience = null)
        where T : class
    {
        var most = patience ?? Patience;
        var cancel = TestContext.Current.CancellationToken;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found) return found;
            var waited = TimeProvider.System.GetElapsedTime(started);
            if (waited > most)
            {
                Assert.Fail($"Waited {most.TotalSeconds:0} seconds in vain: {what}.\n{state?.Invoke()}");
            }

            await Task.Delay(Pause(waited), TimeProvider.System, cancel);
        }
    }

    /// <summary>
    /// The pause before the next look: a tenth of the wait so far, within bounds. Looks cost those whom they look at.
    /// </summary>
    public static TimeSpan Pause(TimeSpan waited) =>
        TimeSpan.FromTicks(Math.Clamp(waited.Ticks / 10, Shortest.Ticks, Longest.Ticks));
}
