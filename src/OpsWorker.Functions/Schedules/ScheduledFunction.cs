using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Schedules;

/// <summary>Does some work at each event of a schedule. What is cut off by the deadline continues at the next event.</summary>
/// <param name="run">The work.</param>
internal sealed class ScheduledFunction(Func<CancellationToken, Task> run) : IFunction
{
    private static readonly byte[] Nothing = "null"u8.ToArray();

    /// <summary>Does the work.</summary>
    /// <exception cref="LambdaEventException">The event is not one of a schedule.</exception>
    /// <exception cref="ScheduledWorkException">A part of the work failed; the next event does it.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ScheduledEvent.Read(invocation.Payload.Span);
        await run(cancellationToken);
        return Nothing;
    }
}
