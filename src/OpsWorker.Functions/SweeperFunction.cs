using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Schedules;

namespace OpsWorker.Functions;

/// <summary>Finds the clusters whose agents are silent, tells people, and counts them.</summary>
public sealed class SweeperFunction
{
    private readonly ScheduledFunction _function;

    /// <summary>What Lambda calls when the function starts.</summary>
    public SweeperFunction()
        : this(FunctionsComposition.FromEnvironment())
    {
    }

    internal SweeperFunction(FunctionsComposition composition) => _function = composition.Sweeper();

    /// <summary>What Lambda calls for each event.</summary>
    /// <param name="input">The event of a schedule of EventBridge Scheduler.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="LambdaEventException">The event is not what this function is for.</exception>
    /// <exception cref="ScheduledWorkException">A part of the work failed; the next event does it.</exception>
    public Task<Stream> Handle(Stream input) => _function.HandleAsync(input);
}
