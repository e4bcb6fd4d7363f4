using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Schedules;

namespace OpsWorker.Functions;

/// <summary>Finds the organisations whose daily digest is due, and asks for it; the notification function sends it.</summary>
public sealed class DigestFunction
{
    /// <summary>When it is broken off; Lambda allows 300 seconds.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(290);

    private readonly ScheduledFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public DigestFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal DigestFunction(FunctionsComposition composition) => _function = composition.Digest();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">The event of a schedule of EventBridge Scheduler.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    /// <exception cref="ScheduledWorkException">A part of the work failed; the next event does it.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
