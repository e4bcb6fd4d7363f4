namespace OpsWorker.Functions.Schedules;

/// <summary>Does some work at each event of a schedule.</summary>
/// <param name="timeout">
/// When to break off, less than Lambda allows, so that it is said in the log why. The work continues at the next event.
/// </param>
/// <param name="time">The only clock.</param>
/// <param name="run">The work.</param>
internal sealed class ScheduledFunction(TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task> run)
{
    /// <summary>Does the work.</summary>
    /// <exception cref="LambdaEventException">The event is not one of a schedule.</exception>
    public async Task<Stream> HandleAsync(Stream input)
    {
        await ScheduledEvent.ReadAsync(input);
        using var limit = new CancellationTokenSource(timeout, time);
        await run(limit.Token);
        return Stream.Null;
    }
}
